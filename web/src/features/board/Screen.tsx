import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, DatePicker, Form, Input, InputNumber, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { fieldsQuery } from "@/api/queries";
import type { AskedField, CustomField } from "@/api/types";
import { FieldInput } from "@/ui/FieldInput";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { PersonPicker } from "@/ui/PersonPicker";
import { useSay } from "@/ui/say";
import { priorities, PriorityTag } from "@/ui/tags";
import { TextArea } from "@/ui/TextArea";
import { ticketPath } from "@/ui/TicketLink";

import type { Answers, Asking } from "./useMove";

type Values = Record<string, unknown> & { fields?: Record<string, unknown> };

const COMMENT = "tf-comment";
const HOURS = "tf-manhour";
const FILES = "tf-resource";

/** What is sent: own fields by name, custom ones by key, the comment and the hours beside them. */
export function answersOf(asked: readonly AskedField[], values: Values): Answers {
  const fields: Record<string, unknown> = {};
  for (const { field } of asked) {
    const value = field.startsWith("fields.") ? values.fields?.[field.slice("fields.".length)] : values[field];
    if (!field.startsWith("tf-") && value !== undefined) fields[field] = value;
  }
  const note = values[COMMENT];
  const hours = values[HOURS];
  return { fields, ...(typeof note === "string" && note.trim() !== "" && { note }), ...(typeof hours === "number" && { worklog: { hours } }) };
}

function Own({ asked, custom }: { asked: AskedField; custom: readonly CustomField[] }) {
  const { t } = useTranslation("board");
  const { t: common } = useTranslation();
  const { field, required, label } = asked;
  const rules = [{ required, message: common("form.required") }];
  const found = custom.find((one) => `fields.${one.key}` === field);
  if (found !== undefined) return <FieldInput field={{ ...found, required }} requiredText={common("form.required")} />;
  switch (field) {
    case COMMENT: return <Form.Item name={field} label={t("screen.comment")} rules={rules}><TextArea rows={3} /></Form.Item>;
    case HOURS: return <Form.Item name={field} label={t("screen.hours")} rules={rules}><InputNumber<number> min={0.1} max={100_000} step={0.5} className="gd-full" /></Form.Item>;
    case FILES: return null;
    case "assignee": return <Form.Item name={field} label={common("field.assignee")} rules={rules}><PersonPicker /></Form.Item>;
    case "priority": return <Form.Item name={field} label={common("field.priority")} rules={rules}><Select options={priorities.map((one) => ({ value: one, label: <PriorityTag priority={one} /> }))} /></Form.Item>;
    case "dueAt": return <Form.Item name={field} label={common("filter.field.due")} rules={rules} getValueProps={(value?: string) => ({ value: value ? dayjs(value) : undefined })} normalize={(day: Dayjs | null) => day?.toISOString()}><DatePicker showTime className="gd-full" /></Form.Item>;
    case "tags": return <Form.Item name={field} label={common("filter.field.tags")} rules={rules}><Select mode="tags" open={false} suffix={null} /></Form.Item>;
    case "content": return <Form.Item name={field} label={common("field.content")} rules={rules}><TextArea rows={4} /></Form.Item>;
    default: return <Form.Item name={field} label={label} rules={rules}><Input /></Form.Item>;
  }
}

interface Props { asking: Asking; onClose: () => void; onTake: (answers: Answers) => Promise<void> }

/** What a transition asks for before it is taken. */
export default function Screen({ asking, onClose, onTake }: Props) {
  const { t } = useTranslation("board");
  const { t: common } = useTranslation();
  const say = useSay();
  const { ticket, offer } = asking;
  const [form] = Form.useForm<Values>();
  const { data: custom, isPending } = useQuery(fieldsQuery(ticket.project));
  const take = useMutation({
    mutationFn: (values: Values) => onTake(answersOf(offer.fields, values)),
    onSuccess: onClose,
    onError: (error) => { if (!showFieldErrors(form, error)) say.error(error); },
  });
  const initial: Values = { fields: {} };
  for (const { field, default: usual } of offer.fields) {
    const custom_ = field.startsWith("fields.");
    const key = custom_ ? field.slice("fields.".length) : field;
    const present = custom_ ? ticket.fields[key] : (ticket as unknown as Record<string, unknown>)[key];
    const value = usual ?? present;
    if (value === null || value === undefined || value === "") continue;
    if (custom_) initial.fields = { ...initial.fields, [key]: value };
    else initial[key] = value;
  }
  const files = offer.fields.find((one) => one.field === FILES);
  return (
    <Modal
      open title={t("screen.title", { key: ticket.key, step: offer.name })} onCancel={onClose} width={520} mask={{ closable: false }}
      footer={<><Button onClick={onClose}>{common("action.cancel")}</Button><Button type="primary" loading={take.isPending} disabled={isPending || files?.required === true} onClick={() => form.submit()}>{t("screen.take")}</Button></>}
    >
      {files !== undefined && <Alert type="info" showIcon title={t("screen.files")} action={<Link to={ticketPath(ticket.key)}>{t("screen.open")}</Link>} />}
      {!isPending && (
        <Form<Values> form={form} name="screen" layout="vertical" initialValues={initial} onFinish={(values) => take.mutate(values)} disabled={take.isPending}>
          {offer.fields.map((one) => <Own key={one.field} asked={one} custom={custom ?? []} />)}
        </Form>
      )}
    </Modal>
  );
}
