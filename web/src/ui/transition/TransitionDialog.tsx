/** The screen of a transition: what it asks for, what it will do, and the button that takes it. The ticket's page and the board have it. */
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useDeferredValue, useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { answer as answered, api, ifMatch } from "@/api/client";
import { ApiError, isRefusal } from "@/api/error";
import { changeKey } from "@/api/fetch";
import { keys } from "@/api/keys";
import { detailQuery, etagOf } from "@/api/ticket";
import type { NewTransition, Offer, TicketDetail } from "@/api/types";

import { useFieldSpecs } from "../fields/specs";
import { conflicts, isNothing, same, valueOf } from "../fields/values";
import { isMac } from "../hotkeys";
import { Keys } from "../Keys";
import { Modal } from "../Modal";
import { useMomentFault } from "../moment/MomentPicker";
import { useSay } from "../say";
import { Loading } from "../states";
import { StatusTag } from "../tags";
import { beginning, bodyOf, entryOf, misplaced, missing, type Answer } from "./answer";
import { Entries, entryId } from "./Entries";
import { Foresight } from "./Foresight";
import styles from "./Transition.module.css";

interface Props {
  ticket: TicketDetail;
  offer: Offer;
  /** What the reader has said already, by field: the lane into which a card was dropped. */
  said?: Readonly<Record<string, unknown>>;
  /** It was taken, or its consent asked for. */
  onTaken?: (after: TicketDetail) => void;
  onClose: () => void;
}

/** Takes the step unless somebody else has changed the status, or a field that the screen changes too; other changes do no harm. */
function useTake(ticket: TicketDetail) {
  const client = useQueryClient();
  return async (body: NewTransition, filled: Answer): Promise<TicketDetail | undefined> => {
    const wanted = Object.fromEntries(Object.entries(filled.fields).filter(([field, value]) => !same(value, valueOf(ticket, field))));
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
}

export function TransitionDialog({ ticket: live, offer, said, onTaken, onClose }: Props) {
  const { t } = useTranslation(["ticket", "common"]);
  const say = useSay();
  const client = useQueryClient();
  // The ticket as the reader saw it when the screen opened: what is sent is judged by it, whoever else comes meanwhile.
  const [ticket] = useState(live);
  const now = (field: string) => valueOf(ticket, field);
  const [filled, setFilled] = useState(() => beginning(offer, now, said));
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const { known } = useFieldSpecs(ticket.project);
  const screen = useRef<HTMLDivElement>(null);
  const go = useRef<HTMLButtonElement>(null);
  const take = useTake(ticket);
  const faultOf = useMomentFault();
  const body = bodyOf(offer, filled, now);
  const foreseen = useDeferredValue(JSON.stringify({ transition: body.transition, ...(body.fields && { fields: body.fields }) }));
  const tell = (error: unknown) => {
    if (isRefusal(error, 409) || isRefusal(error, 412)) void client.invalidateQueries({ queryKey: keys.ticket(ticket.key) });
    if (!(error instanceof ApiError)) throw error;
    const known = Object.entries(error.details).flatMap(([named, why]) => { const entry = entryOf(offer, named); return entry === undefined ? [] : [[entry, why] as const]; });
    setFaults(Object.fromEntries(known));
    if (known.length < Math.max(1, Object.keys(error.details).length)) setRefusal(error.message || t("common:state.noAnswer"));
  };
  const send = async () => {
    if (busy) return;
    const wrong = [
      ...missing(offer, filled).map((field) => [field, t("common:form.required")] as const),
      ...misplaced(offer, filled, Date.now()).map(({ field, moment, bound }) => [field, faultOf(moment, bound)] as const),
    ];
    setRefusal("");
    setFaults(Object.fromEntries(wrong));
    const first = wrong[0];
    if (first !== undefined) {
      document.getElementById(entryId(first[0]))?.focus();
      return;
    }
    setBusy(true);
    try {
      const done = await take(body, filled);
      if (done === undefined) {
        setRefusal(t("flow.meanwhile"));
        return;
      }
      onClose();
      client.setQueryData(detailQuery(ticket.key).queryKey, done);
      for (const queryKey of [keys.ticket(ticket.key), keys.ticket(ticket.id), keys.ticketLists]) void client.invalidateQueries({ queryKey });
      say.done(done.approval ? t("flow.asked") : t("flow.done", { name: offer.name }));
      onTaken?.(done);
    } catch (error) {
      tell(error);
    } finally {
      setBusy(false);
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (isMac ? event.metaKey : event.ctrlKey)) void send();
  };
  /** Where the screen asks for something, that comes first; else the button, so that Enter is enough. */
  const settle = useEffectEvent(() => {
    const first = offer.fields.length === 0 ? null : screen.current?.querySelector<HTMLElement>("input, textarea");
    (first ?? go.current)?.focus();
  });
  const ready = shown && known;
  useEffect(() => {
    if (!ready) return undefined;
    // The dialog can be seen a moment after it says so.
    const frame = requestAnimationFrame(() => settle());
    return () => cancelAnimationFrame(frame);
  }, [ready]);
  return (
    // What is pressed anywhere in the dialog comes by here, whichever part of it has the focus.
    <span role="presentation" onKeyDown={press}>
      <Modal
        open title={<span className={styles.dialogTitle}><span>{ticket.key}</span><span>{offer.name}</span><StatusTag project={ticket.project} type={ticket.type} status={ticket.status} /><span aria-hidden="true">→</span><StatusTag project={ticket.project} type={ticket.type} status={offer.to} /></span>}
        onCancel={onClose} mask={{ closable: isNothing(filled.note) }} width={600} afterOpenChange={setShown}
        footer={<div className={styles.foot}><Keys keys="mod+Enter" /><Button onClick={onClose}>{t("common:action.cancel")}</Button><Button type="primary" ref={go} loading={busy} onClick={() => void send()}>{offer.approval === undefined ? offer.name : t("flow.ask")}</Button></div>}
      >
        <div ref={screen} className={styles.screen}>
          {!known && <Loading rows={Math.max(1, offer.fields.length)} height={56} />}
          {known && <Entries ticket={ticket} offer={offer} filled={filled} onFill={setFilled} faults={faults} />}
          <Foresight ticket={ticket} body={JSON.parse(foreseen) as NewTransition} />
          {refusal !== "" && <p role="alert" className={styles.fault}>{refusal}</p>}
        </div>
      </Modal>
    </span>
  );
}
