import { Checkbox, InputNumber } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Offer, TicketDetail } from "@/api/types";

import { FieldEditor } from "../fields/FieldEditor";
import { useFieldSpecs } from "../fields/specs";
import { boundOf } from "../moment/bound";
import { TextArea } from "../TextArea";
import { isSpecial, keyOf, special, type Answer } from "./answer";
import styles from "./Transition.module.css";

export const entryId = (field: string) => `flow-${field}`;

interface EntryProps { field: string; label: string; required: boolean; fault: string | undefined; children: ReactNode }

function Entry({ field, label, required, fault, children }: EntryProps) {
  const { t } = useTranslation(["ticket", "common"]);
  return (
    <div className={styles.entryField} data-fault={fault === undefined ? undefined : ""}>
      <label htmlFor={entryId(field)}>{label} {required ? <span className={styles.required}>{t("flow.required")}</span> : <span className={styles.optional}>{t("flow.optional")}</span>}</label>
      {children}
      {fault !== undefined && <span role="alert" className={styles.fault}>{fault}</span>}
    </div>
  );
}

interface Props {
  ticket: TicketDetail;
  offer: Offer;
  filled: Answer;
  onFill: (answer: Answer) => void;
  faults: Readonly<Record<string, string>>;
}

/** What a transition asks for, and room for a comment. */
export function Entries({ ticket, offer, filled, onFill, faults }: Props) {
  const { t } = useTranslation(["ticket", "common"]);
  const { spec } = useFieldSpecs(ticket.project);
  const asked = (field: string) => offer.fields.find((one) => one.field === field);
  const hours = asked(special.hours);
  const files = asked(special.files);
  const comment = asked(special.comment);
  const set = (field: string, value: unknown) => onFill({ ...filled, fields: { ...filled.fields, [field]: value } });
  return (
    <>
      {offer.fields.filter((one) => !isSpecial(one)).map((one) => (
        <Entry key={one.field} field={one.field} label={one.label} required={one.required} fault={faults[one.field]}>
          <FieldEditor id={entryId(one.field)} spec={{ ...spec(one.field), label: one.label }} bound={boundOf(keyOf(one.field))} project={ticket.project} value={filled.fields[one.field]} onChange={(value) => set(one.field, value)} />
        </Entry>
      ))}
      {hours && (
        <Entry field={special.hours} label={t("hours.hours")} required={hours.required} fault={faults[special.hours]}>
          <InputNumber id={entryId(special.hours)} min={0} step={0.5} suffix={t("hours.unit")} value={filled.hours} onChange={(value) => onFill({ ...filled, hours: value })} />
        </Entry>
      )}
      {files && (
        <Entry field={special.files} label={t("files.title")} required={files.required} fault={faults[special.files]}>
          {ticket.attachments.length === 0 ? <span className={styles.muted}>{t("flow.noFiles")}</span> : <Checkbox.Group className={styles.checks} value={[...filled.files]} onChange={(chosen: number[]) => onFill({ ...filled, files: chosen })} options={ticket.attachments.map((file) => ({ value: file.id, label: file.name }))} />}
        </Entry>
      )}
      <Entry field={special.comment} label={comment?.label ?? t("flow.comment")} required={comment?.required ?? false} fault={faults[special.comment]}>
        <TextArea id={entryId(special.comment)} rows={3} value={filled.note} onChange={(event) => onFill({ ...filled, note: event.target.value })} placeholder={t("flow.commentHint")} />
      </Entry>
    </>
  );
}
