import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, InputNumber } from "antd";
import { useDeferredValue, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { answer as answered, api, ifMatch } from "@/api/client";
import { ApiError, isRefusal } from "@/api/error";
import { changeKey } from "@/api/fetch";
import { keys } from "@/api/keys";
import { isMac } from "@/ui/hotkeys";
import { Keys } from "@/ui/Keys";
import { Modal } from "@/ui/Modal";
import { Person } from "@/ui/Person";
import { useSay } from "@/ui/say";
import { StatusTag } from "@/ui/tags";
import { TextArea } from "@/ui/TextArea";

import { conflicts, isNothing, same, valueOf } from "../edit/values";
import { detailQuery, etagOf } from "../queries";
import { FieldEditor } from "../side/FieldEditor";
import { useFieldSpecs } from "../side/fields";
import { FieldValue } from "../side/FieldValue";
import type { Detail, NewTransition, Offer } from "../types";
import { beginning, bodyOf, entryOf, isSpecial, missing, special } from "./answer";
import { Explanation } from "./Explanation";
import styles from "./Flow.module.css";

interface Props { ticket: Detail; offer: Offer; onClose: () => void }

function Entry({ id, label, required, fault, children }: { id: string; label: string; required: boolean; fault: string | undefined; children: ReactNode }) {
  const { t } = useTranslation(["ticket", "common"]);
  return (
    <div className={styles.entryField} data-fault={fault === undefined ? undefined : ""}>
      <label htmlFor={id}>{label} {required ? <span className={styles.required}>{t("flow.required")}</span> : <span className={styles.optional}>{t("flow.optional")}</span>}</label>
      {children}
      {fault !== undefined && <span role="alert" className={styles.fault}>{fault}</span>}
    </div>
  );
}

/** What would happen, as the server foresees it: whose consent, what changes, what runs afterwards. */
function Foresight({ ticket, body }: { ticket: Detail; body: NewTransition }) {
  const { t } = useTranslation(["ticket", "common"]);
  const { spec } = useFieldSpecs(ticket.project);
  const { data } = useQuery({
    queryKey: [...keys.ticketPart(ticket.key, "preview"), body],
    queryFn: ({ signal }) => answered(api.POST("/api/v1/tickets/{id}/transition/preview", { params: { path: { id: ticket.key } }, body, signal })),
    staleTime: 5_000,
    placeholderData: (before) => before,
  });
  if (data === undefined) return <div className={styles.foresight} />;
  const changes = data.changes.filter((change) => change.field !== "status");
  return (
    <div className={styles.foresight}>
      {data.approval !== undefined && <p className={styles.consentNeeded}>{data.approval}{data.approvers.length > 0 && <span className={styles.people}>{data.approvers.map((one) => <Person key={one} username={one} />)}</span>}</p>}
      {!data.allowed && data.reason !== undefined && <p className={styles.fault}>{data.reason}</p>}
      {!data.allowed && data.explanation && <Explanation told={data.explanation} />}
      {(changes.length > 0 || data.effects.length > 0) && (
        <>
          <h3>{t("flow.willHappen")}</h3>
          <ul>
            {changes.map((change) => <li key={change.field}>{spec(change.field).label}{t("flow.becomes")}<FieldValue spec={spec(change.field)} value={change.to} ticket={ticket} /></li>)}
            {data.effects.map((effect, place) => <li key={place}>{effect.does}{effect.error !== undefined && <span className={styles.fault}> {effect.error}</span>}</li>)}
          </ul>
        </>
      )}
    </div>
  );
}

/** The screen of a transition: what it asks for, what it will do, and the button that takes it. */
export function TransitionDialog({ ticket: live, offer, onClose }: Props) {
  const { t } = useTranslation(["ticket", "common"]);
  const say = useSay();
  const client = useQueryClient();
  // The ticket as the reader saw it when the screen opened: what is sent is judged by it, whoever else comes meanwhile.
  const [ticket] = useState(live);
  const now = (field: string) => valueOf(ticket, field);
  const { spec } = useFieldSpecs(ticket.project);
  const [filled, setFilled] = useState(() => beginning(offer, now));
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const asksComment = offer.fields.some((one) => one.field === special.comment);
  const body = bodyOf(offer, filled, now);
  const foreseen = useDeferredValue(JSON.stringify({ transition: body.transition, ...(body.fields && { fields: body.fields }) }));
  /** Takes the step unless somebody else has changed the status, or a field that the screen changes too; other changes do no harm. */
  const take = async (): Promise<Detail | undefined> => {
    const wanted = Object.fromEntries(Object.entries(filled.fields).filter(([field, value]) => !same(value, now(field))));
    let on = client.getQueryData(detailQuery(ticket.key).queryKey) ?? ticket;
    for (;;) {
      if (on.status !== ticket.status || conflicts(ticket, on, wanted).length > 0) return undefined;
      try {
        return await answered(api.POST("/api/v1/tickets/{id}/transition", { params: { path: { id: ticket.key } }, body, headers: { "Idempotency-Key": changeKey(), ...ifMatch(etagOf(on)) } }));
      } catch (error) {
        if (!isRefusal(error, 412)) throw error;
        on = await client.query({ ...detailQuery(ticket.key), staleTime: 0 });
      }
    }
  };
  const send = async () => {
    if (busy) return;
    const empty = missing(offer, filled);
    setRefusal("");
    setFaults(Object.fromEntries(empty.map((field) => [field, t("common:form.required")])));
    if (empty.length > 0) {
      document.getElementById(`flow-${empty[0] ?? ""}`)?.focus();
      return;
    }
    setBusy(true);
    try {
      const done = await take();
      if (done === undefined) {
        setRefusal(t("flow.meanwhile"));
        return;
      }
      client.setQueryData(detailQuery(ticket.key).queryKey, done);
      void client.invalidateQueries({ queryKey: keys.ticket(ticket.key) });
      void client.invalidateQueries({ queryKey: keys.ticketLists });
      say.done(done.approval ? t("flow.asked") : t("flow.done", { name: offer.name }));
      onClose();
    } catch (error) {
      if (isRefusal(error, 409) || isRefusal(error, 412)) void client.invalidateQueries({ queryKey: keys.ticket(ticket.key) });
      if (!(error instanceof ApiError)) throw error;
      const known = Object.entries(error.details).flatMap(([named, why]) => { const entry = entryOf(offer, named); return entry === undefined ? [] : [[entry, why] as const]; });
      setFaults(Object.fromEntries(known));
      if (known.length < Math.max(1, Object.keys(error.details).length)) setRefusal(error.message || t("common:state.noAnswer"));
    } finally {
      setBusy(false);
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (isMac ? event.metaKey : event.ctrlKey)) void send();
  };
  const set = (field: string, value: unknown) => setFilled((before) => ({ ...before, fields: { ...before.fields, [field]: value } }));
  const comment = offer.fields.find((one) => one.field === special.comment);
  return (
    <Modal
      open title={<span className={styles.dialogTitle}>{offer.name}<StatusTag project={ticket.project} type={ticket.type} status={ticket.status} /><span aria-hidden="true">→</span><StatusTag project={ticket.project} type={ticket.type} status={offer.to} /></span>}
      onCancel={onClose} mask={{ closable: isNothing(filled.note) }} width={600}
      footer={<div className={styles.foot}><Keys keys="mod+Enter" /><Button onClick={onClose}>{t("common:action.cancel")}</Button><Button type="primary" autoFocus={offer.fields.length === 0} loading={busy} onClick={() => void send()}>{offer.approval === undefined ? offer.name : t("flow.ask")}</Button></div>}
    >
      {/* Ctrl-Enter anywhere in the screen takes the step; the fields themselves stay as they are. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- see above */}
      <div className={styles.screen} onKeyDown={press}>
        {offer.fields.filter((one) => !isSpecial(one)).map((one, place) => {
          const field = { ...spec(one.field), label: one.label };
          return <Entry key={one.field} id={`flow-${one.field}`} label={one.label} required={one.required} fault={faults[one.field]}><FieldEditor id={`flow-${one.field}`} spec={field} project={ticket.project} value={filled.fields[one.field]} onChange={(value) => set(one.field, value)} opened={place === 0 && field.kind === "text"} /></Entry>;
        })}
        {offer.fields.some((one) => one.field === special.hours) && (
          <Entry id={`flow-${special.hours}`} label={t("hours.hours")} required={offer.fields.some((one) => one.field === special.hours && one.required)} fault={faults[special.hours]}>
            <InputNumber id={`flow-${special.hours}`} min={0} step={0.5} suffix={t("hours.unit")} value={filled.hours} onChange={(hours) => setFilled({ ...filled, hours })} />
          </Entry>
        )}
        {offer.fields.some((one) => one.field === special.files) && (
          <Entry id={`flow-${special.files}`} label={t("files.title")} required={offer.fields.some((one) => one.field === special.files && one.required)} fault={faults[special.files]}>
            {ticket.attachments.length === 0 ? <span className={styles.muted}>{t("flow.noFiles")}</span> : <Checkbox.Group className={styles.checks} value={[...filled.files]} onChange={(files: number[]) => setFilled({ ...filled, files })} options={ticket.attachments.map((file) => ({ value: file.id, label: file.name }))} />}
          </Entry>
        )}
        <Entry id={`flow-${special.comment}`} label={comment?.label ?? t("flow.comment")} required={comment?.required ?? false} fault={faults[special.comment]}>
          <TextArea id={`flow-${special.comment}`} rows={3} value={filled.note} autoFocus={asksComment && offer.fields.length === 1} onChange={(event) => setFilled({ ...filled, note: event.target.value })} placeholder={t("flow.commentHint")} />
        </Entry>
        <Foresight ticket={ticket} body={JSON.parse(foreseen) as NewTransition} />
        {refusal !== "" && <p role="alert" className={styles.fault}>{refusal}</p>}
      </div>
    </Modal>
  );
}
