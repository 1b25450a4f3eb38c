import { DownOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Dropdown, Form, Input, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { fieldsQuery } from "@/api/queries";
import type { Offer, TicketDetail } from "@/api/types";
import { FieldInput } from "@/ui/FieldInput";
import { useFocusKept } from "@/ui/focus";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { PersonPicker } from "@/ui/PersonPicker";
import { useSay } from "@/ui/say";
import { TextArea } from "@/ui/TextArea";

import styles from "./Incident.module.css";
import { offersQuery } from "./queries";
import { asked, asksNote, changesSeverity, type Answers } from "./step";
import { useStep } from "./useStep";

const SHOWN = 3;

interface Props { ticket: TicketDetail; etag: string }

/** What a step asks for. */
function StepDialog({ ticket, etag, offer, onClose }: Props & { offer: Offer; onClose: () => void }) {
  const { t } = useTranslation(["incidents", "common"]);
  const say = useSay();
  const [form] = Form.useForm<Answers>();
  const { data: fields } = useQuery(fieldsQuery(ticket.project));
  const step = useStep(ticket, etag);
  const { custom, own } = asked(offer);
  const required = (name: string) => offer.fields.find((one) => one.field === name)?.required ?? false;
  const label = (name: string) => offer.fields.find((one) => one.field === name)?.label ?? name;
  const finish = (answers: Answers) => step.mutate({ offer, answers }, { onSuccess: onClose, onError: (error) => showFieldErrors(form, error) || say.error(error) });
  return (
    <Modal open title={offer.name} onCancel={onClose} okText={offer.approval === undefined ? t("incidents:do") : t("incidents:ask")} onOk={() => form.submit()} okButtonProps={{ loading: step.isPending }}>
      {offer.approval !== undefined && <Alert type="info" showIcon title={offer.approval} />}
      <Form<Answers> form={form} layout="vertical" onFinish={finish} initialValues={{ fields: ticket.fields }}>
        {(fields ?? []).filter((field) => custom.includes(field.key)).map((field) => <FieldInput key={field.key} field={{ ...field, required: required(`fields.${field.key}`) }} requiredText={t("common:form.required")} />)}
        {own.map((name) => <Form.Item key={name} name={["own", name]} label={label(name)} rules={[{ required: required(name), message: t("common:form.required") }]}>{name === "assignee" ? <PersonPicker /> : <Input />}</Form.Item>)}
        {asksNote(offer) && <Form.Item name="note" label={t("incidents:note")} rules={[{ required: required("tf-comment"), message: t("common:form.required") }]}><TextArea rows={3} /></Form.Item>}
      </Form>
    </Modal>
  );
}

/** The steps that can be taken now; one that may not be says why. */
export function Steps({ ticket, etag }: Props) {
  const { t } = useTranslation("incidents");
  const say = useSay();
  const { data: offers } = useQuery(offersQuery(ticket.key));
  const [asking, setAsking] = useState<Offer>();
  const step = useStep(ticket, etag);
  const buttons = useFocusKept<HTMLSpanElement>();
  const all = (offers ?? []).filter((offer) => !changesSeverity(offer, ticket.status));
  const take = (offer: Offer) => {
    if (offer.fields.length > 0 || offer.approval !== undefined) setAsking(offer);
    else step.mutate({ offer, answers: {} }, { onError: (error) => say.error(error) });
  };
  const rest = all.slice(SHOWN);
  return (
    <span ref={buttons} className={styles.steps}>
      {all.slice(0, SHOWN).map((offer, place) => (
        <Tooltip key={offer.id} title={offer.allowed ? "" : offer.reason}><Button type={place === 0 ? "primary" : "default"} disabled={!offer.allowed} loading={step.isPending && step.variables.offer.id === offer.id} onClick={() => take(offer)}>{offer.name}</Button></Tooltip>
      ))}
      {rest.length > 0 && <Dropdown trigger={["click"]} menu={{ items: rest.map((offer) => ({ key: offer.id, label: offer.name, disabled: !offer.allowed })), onClick: ({ key }) => { const offer = rest.find((one) => one.id === key); if (offer) take(offer); } }}><Button icon={<DownOutlined />} aria-label={t("moreSteps")} /></Dropdown>}
      {asking !== undefined && <StepDialog ticket={ticket} etag={etag} offer={asking} onClose={() => setAsking(undefined)} />}
    </span>
  );
}
