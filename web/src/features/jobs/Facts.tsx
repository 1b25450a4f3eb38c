import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { JobDetail } from "@/api/types";
import { CopyButton } from "@/ui/CopyButton";
import { duration } from "@/ui/duration";
import { Person } from "@/ui/Person";
import { useLanguage } from "@/ui/text";
import { TicketLink } from "@/ui/TicketLink";
import { Time } from "@/ui/Time";

import styles from "./JobPage.module.css";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

/** The ticket that a job is about, by its key and title where the reader may see it. */
function OfTicket({ id }: { id: number }) {
  const { data } = useQuery({ queryKey: keys.ticket(id), queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets/{id}", { params: { path: { id: String(id) } }, signal })), staleTime: 60_000 });
  return data === undefined ? <Link to={`/tickets/${id}`}>#{id}</Link> : <TicketLink ticketKey={data.key} title={data.title} />;
}

/** What is known of a job beside what it told. */
export function Facts({ job }: { job: JobDetail }) {
  const { t } = useTranslation("jobs");
  const language = useLanguage();
  return (
    <dl className={styles.facts}>
      <Fact name={t("function")}><Link to={`/functions/${encodeURIComponent(job.function_id)}`}>{job.function_id}</Link> <span className={styles.muted}>{t("version", { version: job.version })}</span></Fact>
      {job.ticket_id !== undefined && <Fact name={t("ticket")}><OfTicket id={job.ticket_id} /></Fact>}
      {job.actor !== undefined && <Fact name={t("actor")}><Person username={job.actor} /></Fact>}
      <Fact name={t("attempts")}>{t("attemptOf", { attempt: job.attempt ?? 0, most: job.max_attempts })}</Fact>
      {job.worker !== undefined && <Fact name={t("worker")}><code>{job.worker}</code></Fact>}
      <Fact name={t("created")}><Time at={job.created_at} form="exact" /></Fact>
      {job.run_at !== undefined && <Fact name={t("runAt")}><Time at={job.run_at} form="exact" /></Fact>}
      {job.started_at !== undefined && <Fact name={t("startedAt")}><Time at={job.started_at} form="exact" /></Fact>}
      {job.ended_at !== undefined && <Fact name={t("endedAt")}><Time at={job.ended_at} form="exact" /></Fact>}
      {job.duration_ms !== undefined && <Fact name={t("duration")}>{duration(job.duration_ms, language)}</Fact>}
      {job.priority !== 0 && <Fact name={t("priority")}>{job.priority}</Fact>}
      {job.env !== undefined && <Fact name={t("env")}>{job.env}</Fact>}
      {job.game_id !== undefined && <Fact name={t("game")}>{job.game_id}</Fact>}
      {job.trace_id !== undefined && <Fact name={t("trace")}><span className={styles.trace}><code>{job.trace_id}</code><CopyButton text={job.trace_id} /></span></Fact>}
    </dl>
  );
}
