import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { ApiError } from "@/api/error";
import type { Schedule } from "@/api/types";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";
import { errorsByPlace } from "@/ui/schema/fields";
import { initialParams, SchemaForm } from "@/ui/schema/SchemaForm";

import { CronPreview, useCronSentence } from "./CronWords";
import { functionsQuery, schedulesQuery } from "./queries";

interface Wish { name: string; functionId: string; cron: string; utcOffset: string }
interface Props { known: Schedule | undefined; functionId: string | undefined; onClose: () => void }

const PRESETS = ["*/15 * * * *", "0 * * * *", "0 9 * * *", "0 9 * * 1-5", "0 9 * * 1", "0 0 1 * *"];

/** The offset of the reader's clock now, as the server writes it. */
function here(): string {
  const minutes = -new Date().getTimezoneOffset();
  if (minutes === 0) return "Z";
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
}

const offsets = ["Z", "+08:00", "+09:00", "+05:30", "+03:00", "+02:00", "+01:00", "-03:00", "-05:00", "-06:00", "-07:00", "-08:00"];

/** Says when a function is to run by itself, and with what. */
export function ScheduleDialog({ known, functionId, onClose }: Props) {
  const { t } = useTranslation(["functions", "common"]);
  const say = useSay();
  const client = useQueryClient();
  const [form] = Form.useForm<Wish>();
  const { data: functions } = useQuery(functionsQuery);
  const start: Wish = known === undefined ? { name: "", functionId: functionId ?? "", cron: "0 9 * * *", utcOffset: here() } : { name: known.name, functionId: known.functionId, cron: known.cron, utcOffset: known.utcOffset };
  const [of, setOf] = useState(start.functionId);
  const [params, setParams] = useState<unknown>(known?.params);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [unread, setUnread] = useState(false);
  const schema = functions?.find((one) => one.id === of)?.input;
  const value = params ?? initialParams(schema);
  const cron = (Form.useWatch("cron", form) as string | undefined) ?? start.cron;
  const offset = (Form.useWatch("utcOffset", form) as string | undefined) ?? start.utcOffset;
  const save = useMutation({
    mutationFn: (wish: Wish) => {
      const body = { ...wish, params: value };
      return answer(known === undefined ? api.POST("/api/v1/schedules", { body }) : api.PUT("/api/v1/schedules/{id}", { params: { path: { id: known.id } }, body, headers: { "If-Match": `"v${known.version}"` } }));
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: schedulesQuery.queryKey });
      say.done(t("functions:scheduleSaved"));
      onClose();
    },
    onError: (error) => {
      const byPlace = error instanceof ApiError ? errorsByPlace(Object.fromEntries(Object.entries(error.details).filter(([field]) => field.startsWith("params")))) : {};
      setErrors(byPlace);
      if (!showFieldErrors(form, error) && Object.keys(byPlace).length === 0) say.error(error);
    },
  });
  const needed = [{ required: true, message: t("common:form.required") }];
  return (
    <Modal open title={known === undefined ? t("functions:newSchedule") : t("functions:changeSchedule")} onCancel={onClose} okText={t("functions:save")} onOk={() => form.submit()} okButtonProps={{ loading: save.isPending, disabled: unread }} width={560}>
      <Form<Wish> form={form} layout="vertical" requiredMark={false} initialValues={start} onFinish={(wish) => save.mutate(wish)}>
        <Form.Item name="name" label={t("functions:name")} rules={needed}><Input maxLength={100} autoFocus /></Form.Item>
        <Form.Item name="functionId" label={t("functions:function")} rules={needed} hidden={functionId !== undefined}>
          <Select showSearch onChange={(next: string) => { setOf(next); setParams(undefined); setErrors({}); }} options={(functions ?? []).map((one) => ({ value: one.id, label: `${one.name} (${one.id})` }))} />
        </Form.Item>
        <Form.Item label={t("functions:usual")}>
          <Select value={PRESETS.includes(cron) ? cron : undefined} placeholder={t("functions:ownTimes")} aria-label={t("functions:usual")} onChange={(next: string) => form.setFieldsValue({ cron: next })} options={PRESETS.map((one) => ({ value: one, label: <Preset cron={one} /> }))} />
        </Form.Item>
        <Form.Item name="cron" label={t("functions:cronField")} rules={needed} extra={t("functions:cronHelp")}><Input spellCheck={false} /></Form.Item>
        <Form.Item name="utcOffset" label={t("functions:clock")}>
          <Select options={[...new Set([start.utcOffset, ...offsets])].map((one) => ({ value: one, label: one === "Z" ? "UTC" : `UTC${one}` }))} />
        </Form.Item>
      </Form>
      <CronPreview cron={cron} offset={offset} />
      {of !== "" && <SchemaForm key={of} schema={schema} value={value} onChange={(next) => { setParams(next); setErrors({}); }} errors={errors} label={t("functions:params")} onUnread={setUnread} />}
    </Modal>
  );
}

function Preset({ cron }: { cron: string }) {
  const sentence = useCronSentence();
  return <span>{sentence(cron)}</span>;
}
