import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Form } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";

import { answer, api, ifMatch } from "@/api/client";
import { keys } from "@/api/keys";
import { useMe } from "@/api/me";
import type { TimelineItem } from "@/api/types";
import { keepDraft, readDraft } from "@/ui/drafts";
import { showFieldErrors } from "@/ui/form";
import { MomentPicker, useMomentRule } from "@/ui/moment/MomentPicker";
import { useSay } from "@/ui/say";
import { TextArea } from "@/ui/TextArea";

import styles from "./Incident.module.css";

interface Wish { at: Dayjs; text: string; pinned: boolean }
interface Props { ticket: string; known?: TimelineItem; onDone: () => void }

/** Writes what happened at a moment, or corrects it. */
export function Entry({ ticket, known, onDone }: Props) {
  const { t } = useTranslation(["incidents", "common"]);
  const say = useSay();
  const client = useQueryClient();
  const [form] = Form.useForm<Wish>();
  // What is written in the heat of an incident stays until it is sent or thrown away.
  const { username } = useMe();
  const thing = `timeline.${ticket}.${known?.id ?? "new"}`;
  const keep = (text: string) => keepDraft(username, thing, text);
  const end = () => {
    keep("");
    onDone();
  };
  const save = useMutation({
    mutationFn: ({ at, text, pinned }: Wish) => {
      const body = { at: at.toISOString(), text, pinned };
      return known === undefined
        ? answer(api.POST("/api/v1/tickets/{id}/timeline", { params: { path: { id: ticket } }, body }))
        : answer(api.PUT("/api/v1/tickets/{id}/timeline/{entry}", { params: { path: { id: ticket, entry: known.id } }, body, headers: ifMatch(`"v${known.version ?? 1}"`) }));
    },
    onSuccess: end,
    onError: (error) => showFieldErrors(form, error) || say.error(error),
    onSettled: () => client.invalidateQueries({ queryKey: keys.ticket(ticket) }),
  });
  const happened = useMomentRule("past");
  const needed = [{ required: true, message: t("common:form.required") }];
  return (
    <Form<Wish> form={form} layout="vertical" requiredMark={false} className={styles.entry ?? ""} initialValues={{ at: dayjs(known?.at), text: readDraft(username, thing) || (known?.text ?? ""), pinned: known?.pinned ?? false }} onValuesChange={({ text }) => text !== undefined && keep(text)} onFinish={(wish) => save.mutate(wish)}>
      <Form.Item name="at" label={t("incidents:when")} rules={[...needed, happened]}><MomentPicker bound="past" allowClear={false} /></Form.Item>
      <Form.Item name="text" label={t("incidents:what")} rules={needed}><TextArea rows={3} maxLength={10_000} autoFocus /></Form.Item>
      <div className={styles.line}>
        <Form.Item name="pinned" valuePropName="checked" noStyle><Checkbox>{t("incidents:pin")}</Checkbox></Form.Item>
        <span className={styles.push}><Button size="small" onClick={end}>{t("common:action.cancel")}</Button> <Button size="small" type="primary" htmlType="submit" loading={save.isPending}>{t("incidents:keep")}</Button></span>
      </div>
    </Form>
  );
}
