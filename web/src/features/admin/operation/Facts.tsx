import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { components } from "@/api/schema.gen";
import { duration } from "@/ui/duration";
import { sizeOf } from "@/ui/size";
import { useLanguage } from "@/ui/text";
import { Time } from "@/ui/Time";

import forms from "../parts/forms.module.css";

type System = components["schemas"]["System"];

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}

/** Which program runs where, and since when. */
export function ProgramFacts({ system }: { system: System }) {
  const { t } = useTranslation("admin");
  const language = useLanguage();
  const { database, scripts } = system;
  return (
    <dl className={forms.facts}>
      <Fact name={t("system.version")}><code>{system.version}</code>{system.commit !== null && <> <code>{system.commit}</code></>}</Fact>
      <Fact name={t("system.node")}><code>{system.node}</code></Fact>
      <Fact name={t("system.started")}><Time at={system.startedAt} form="exact" /> {t("system.uptime", { time: duration(system.uptimeSeconds * 1_000, language) })}</Fact>
      <Fact name={t("system.database")}>{database.engine} {database.version}{t("system.schema", { version: database.schema })}</Fact>
      {database.connections !== null && <Fact name={t("system.connections")}>{database.connections} / {database.mostConnections}</Fact>}
      <Fact name={t("system.scripts")}>{scripts.available ? t("system.available") : (scripts.reason ?? t("system.notAvailable"))}</Fact>
    </dl>
  );
}

/** How much there is, and how much room is left. */
export function SizeFacts({ system }: { system: System }) {
  const { t } = useTranslation("admin");
  const { counts, database, storage } = system;
  const many = (count: number) => count.toLocaleString();
  return (
    <dl className={forms.facts}>
      <Fact name={t("system.tickets")}><Link to="/tickets">{many(counts.tickets)}</Link></Fact>
      <Fact name={t("system.steps")}>{many(counts.steps)}</Fact>
      <Fact name={t("system.comments")}>{many(counts.comments)}</Fact>
      <Fact name={t("system.people")}><Link to="/admin/people">{many(counts.people)}</Link></Fact>
      <Fact name={t("system.databaseSize")}>{sizeOf(database.bytes)}{database.walBytes !== null && t("system.wal", { size: sizeOf(database.walBytes) })}</Fact>
      <Fact name={t("system.attachments")}>{t("system.files", { count: storage.attachments, size: sizeOf(storage.attachmentBytes) })}</Fact>
      {storage.freeBytes !== null && storage.diskBytes !== null && <Fact name={t("system.disk")}>{t("system.free", { free: sizeOf(storage.freeBytes), all: sizeOf(storage.diskBytes) })}</Fact>}
    </dl>
  );
}

/** What waits, runs and has failed. */
export function QueueFacts({ system }: { system: System }) {
  const { t } = useTranslation("admin");
  const { jobs, deliveries, search } = system;
  const waiting = jobs.ready + jobs.blocked + jobs.scheduled;
  return (
    <dl className={forms.facts}>
      <Fact name={t("system.running")}><Link to="/jobs?state=running">{jobs.running}</Link> {t("system.concurrency", { count: jobs.concurrency })}{jobs.overdue > 0 && <> {t("system.overdue", { count: jobs.overdue })}</>}</Fact>
      <Fact name={t("system.waiting")}><Link to="/jobs?state=pending">{waiting}</Link>{jobs.oldestReadyAt !== null && <> {t("system.oldest")} <Time at={jobs.oldestReadyAt} /></>}</Fact>
      <Fact name={t("system.failed")}><Link to={`/jobs?state=failed&filter=${encodeURIComponent("created >= -1d")}`}>{jobs.failed}</Link></Fact>
      {jobs.runners.length > 0 && <Fact name={t("system.runners")}>{jobs.runners.map((one) => `${one.name} (${one.jobs})`).join(", ")}</Fact>}
      <Fact name={t("system.deliveries")}><Link to="/admin/webhooks">{t("system.sent", { waiting: deliveries.waiting, failed: deliveries.failed })}</Link></Fact>
      <Fact name={t("system.search")}>{search.waiting === 0 ? t("system.indexed") : t("system.unindexed", { count: search.waiting })}</Fact>
    </dl>
  );
}
