import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api, ifMatch } from "@/api/client";
import { keys } from "@/api/keys";
import { fieldsQuery } from "@/api/queries";
import type { Severity, TicketDetail, TicketWish } from "@/api/types";
import { Modal } from "@/ui/Modal";
import { Person } from "@/ui/Person";
import { useSay } from "@/ui/say";
import { QueryState } from "@/ui/states";
import { TextArea } from "@/ui/TextArea";
import { Time } from "@/ui/Time";

import styles from "./Incident.module.css";
import { offersQuery, severityQuery } from "./queries";
import { asChange, hasShades, severities, severityOf } from "./severity";
import { SeverityTag } from "./SeverityTag";
import { asksNote, changesSeverity } from "./step";
import { useStep } from "./useStep";

interface Props { ticket: TicketDetail; etag: string }

function Dialog({ ticket, etag, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation("incidents");
  const say = useSay();
  const client = useQueryClient();
  const present = severityOf(ticket);
  const [wanted, setWanted] = useState<Severity>(present);
  const [note, setNote] = useState("");
  const { data: offers } = useQuery(offersQuery(ticket.key));
  const { data: fields } = useQuery(fieldsQuery(ticket.project));
  const shades = hasShades(fields ?? []);
  const offer = offers?.find((one) => changesSeverity(one, ticket.status));
  const step = useStep(ticket, etag);
  const edit = useMutation({
    mutationFn: () => answer(api.PUT("/api/v1/tickets/{id}", { params: { path: { id: ticket.key } }, body: asChange(wanted, shades) as TicketWish, headers: ifMatch(etag) })),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.ticket(ticket.key) }), client.invalidateQueries({ queryKey: keys.incidentLists })]),
  });
  const done = { onSuccess: onClose, onError: (error: unknown) => say.error(error) };
  const change = () => {
    if (offer === undefined) { edit.mutate(undefined, done); return; }
    const { priority, fields: shade } = asChange(wanted, shades);
    step.mutate({ offer, answers: { note, own: { priority }, ...(shade && { fields: shade }) } }, done);
  };
  return (
    <Modal open title={t("changeSeverity")} onCancel={onClose} okText={offer?.approval === undefined ? t("do") : t("ask")} onOk={change} okButtonProps={{ disabled: wanted === present, loading: step.isPending || edit.isPending }}>
      <div className={styles.dialog}>
        <Segmented<Severity> block value={wanted} onChange={setWanted} options={(shades ? severities : severities.slice(0, 4)).map((one) => ({ value: one, label: `${one} ${t(`severity.${one}`)}` }))} />
        {offer?.approval !== undefined && <p className={styles.muted}>{offer.approval}</p>}
        {offer !== undefined && asksNote(offer) && <TextArea rows={3} value={note} aria-label={t("note")} placeholder={t("note")} onChange={(event) => setNote(event.target.value)} />}
      </div>
    </Modal>
  );
}

/** How severe it is, and was. */
export function SeverityBox({ ticket, etag, fixed }: Props & { fixed: boolean }) {
  const { t } = useTranslation("incidents");
  const query = useQuery(severityQuery(ticket.key));
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.box}>
      <div className={styles.line}><SeverityTag severity={severityOf(ticket)} /><b>{t(`severity.${severityOf(ticket)}`)}</b>{!fixed && <Button size="small" className={styles.push ?? ""} onClick={() => setOpen(true)}>{t("change")}</Button>}</div>
      <QueryState query={query} loading={null}>
        {({ changes }) => changes.length === 0 ? <p className={styles.muted}>{t("neverChanged")}</p> : (
          <ul className={styles.changes}>{changes.map((one) => <li key={one.version}><span className={styles.line}><SeverityTag severity={one.from} />→<SeverityTag severity={one.to} />{one.consented && <small>{t("consented")}</small>}</span><small><Person username={one.actor} compact="name" /> · <Time at={one.at} /></small></li>)}</ul>
        )}
      </QueryState>
      {open && <Dialog ticket={ticket} etag={etag} onClose={() => setOpen(false)} />}
    </div>
  );
}
