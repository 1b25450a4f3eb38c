import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { IncidentTimes, TicketDetail } from "@/api/types";
import { duration } from "@/ui/duration";
import { MomentPicker, useMomentFault } from "@/ui/moment/MomentPicker";
import { useSay } from "@/ui/say";
import { Loading, QueryState } from "@/ui/states";
import { useLanguage } from "@/ui/text";
import { Time } from "@/ui/Time";

import styles from "./Incident.module.css";
import { timesQuery } from "./queries";

function Row({ name, took, children }: { name: string; took: IncidentTimes["acknowledge"]; children?: React.ReactNode }) {
  const { t } = useTranslation("incidents");
  const language = useLanguage();
  return (
    <div className={styles.time} data-done={took === null ? undefined : ""}>
      <dt>{name}</dt>
      <dd>{took === null ? <span className={styles.muted}>{t("notYet")}</span> : <><b>{duration(took.seconds * 1_000, language)}</b><small><Time at={took.at} form="exact" /></small></>}{children}</dd>
    </div>
  );
}

/** Says when the harm was over, or takes that back. */
function Mitigated({ id, times }: { id: string; times: IncidentTimes }) {
  const { t } = useTranslation("incidents");
  const client = useQueryClient();
  const say = useSay();
  const faultOf = useMomentFault();
  const [at, setAt] = useState<Dayjs>();
  const [fault, setFault] = useState("");
  const choose = (moment: Dayjs) => {
    setAt(moment);
    setFault(faultOf(moment, "past"));
  };
  const mark = useMutation({
    mutationFn: (moment: string | null) => answer(api.PUT("/api/v1/tickets/{id}/mitigated", { params: { path: { id } }, body: { at: moment } })),
    onSuccess: () => setAt(undefined),
    onError: (error) => say.error(error),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.ticket(id) }), client.invalidateQueries({ queryKey: keys.incidentLists })]),
  });
  if (times.mitigate !== null) return <Button size="small" type="link" loading={mark.isPending} onClick={() => mark.mutate(null)}>{t("takeBack")}</Button>;
  if (at === undefined) return <Button size="small" onClick={() => choose(dayjs())}>{t("markMitigated")}</Button>;
  return (
    <>
      <span className={styles.mark}>
        <MomentPicker bound="past" size="small" value={at} allowClear={false} aria-label={t("mitigatedAt")} {...(fault !== "" && { status: "error" as const })} onChange={(next) => choose(next ?? dayjs())} />
        <Button size="small" type="primary" loading={mark.isPending} disabled={fault !== ""} onClick={() => mark.mutate(at.toISOString())}>{t("keep")}</Button>
      </span>
      {fault !== "" && <span role="alert" className={styles.fault}>{fault}</span>}
    </>
  );
}

/** How long it took, and takes. */
export function Times({ ticket, fixed }: { ticket: TicketDetail; fixed: boolean }) {
  const { t } = useTranslation("incidents");
  const language = useLanguage();
  const query = useQuery(timesQuery(ticket.key));
  return (
    <QueryState query={query} loading={<Loading rows={4} />}>
      {(times) => (
        <dl className={styles.facts}>
          <div><dt>{t("began")}</dt><dd><Time at={times.createdAt} form="exact" /></dd></div>
          <Row name={t("time.acknowledge")} took={times.acknowledge} />
          <Row name={t("time.mitigate")} took={times.mitigate}>{!fixed && <Mitigated id={ticket.key} times={times} />}</Row>
          <Row name={t("time.resolve")} took={times.resolve} />
          {times.reopened > 0 && <Row name={t("time.resolveLast")} took={times.resolveLast}><small>{t("reopened", { count: times.reopened })}</small></Row>}
          {times.pausedSeconds > 0 && <div><dt>{t("paused")}</dt><dd>{duration(times.pausedSeconds * 1_000, language)}</dd></div>}
          {times.pausedSince !== null && <div><dt>{t("pausedSince")}</dt><dd><Time at={times.pausedSince} form="exact" /><PausedUntil ticket={ticket} /></dd></div>}
        </dl>
      )}
    </QueryState>
  );
}

/** Until when it is paused and why, where the project keeps that. */
function PausedUntil({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation("incidents");
  const { pause_end_time: until, pause_reason: why } = ticket.fields as Record<string, unknown>;
  return (
    <>
      {typeof until === "string" && until !== "" && <small>{t("until")} <Time at={until} form="exact" /></small>}
      {typeof why === "string" && why !== "" && <small>{why}</small>}
    </>
  );
}
