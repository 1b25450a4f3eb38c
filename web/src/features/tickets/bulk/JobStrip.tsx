/** One bulk change: how far it is, and afterwards what came of it. */
import { CheckCircleFilled, CloseCircleFilled, CloseOutlined, ExclamationCircleFilled, LoadingOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { Suspense, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import { JobLog } from "@/api/job-log";
import { keys } from "@/api/keys";
import type { Job } from "@/api/types";
import { isOver } from "@/ui/JobStateTag";
import { late } from "@/ui/late";

import styles from "./Bulk.module.css";
import { actionOf, bulkReportQuery, type Action } from "./jobs";
import { countsOf, endedOf, lastCounts, type Counts } from "./outcome";

const Report = late(() => import("./Report").then((made) => made.default));

interface Props {
  job: Job;
  busy: boolean;
  onStop: () => void;
  onUndo: () => void;
  onPutAway: () => void;
}

function useActionName(): (action: Action) => string {
  const { t } = useTranslation(["tickets", "common"]);
  return (action) => {
    switch (action) {
      case "assign": return t("common:field.assignee");
      case "transition": return t("common:field.status");
      case "priority": return t("common:field.priority");
      case "undo": return t("common:action.undo");
      case "tags":
      case "delete":
      case "restore":
      case "comment": return t(`tickets:bulk.${action}`);
    }
  };
}

/** The numbers of a job that goes on, from its stream. */
function useProgress(job: Job): { counts: Counts | undefined; total: number | undefined } {
  const client = useQueryClient();
  const log = useMemo(() => new JobLog(job.id), [job.id]);
  const { data: report } = useQuery(bulkReportQuery(job));
  const { events, state } = useSyncExternalStore(log.watch, log.read);
  const noticed = state === "ended";
  useEffect(() => {
    if (!noticed) return;
    void client.invalidateQueries({ queryKey: keys.bulkJobs });
    void client.invalidateQueries({ queryKey: keys.ticketCounts });
  }, [noticed, client]);
  const counts = lastCounts(events);
  return { counts, total: counts?.total ?? report?.total };
}

function Running({ job, name, busy, onStop }: Props & { name: string }) {
  const { t } = useTranslation("tickets");
  const { counts, total } = useProgress(job);
  const ended = counts === undefined ? 0 : endedOf(counts);
  return (
    <>
      <LoadingOutlined aria-hidden className={styles.turning} />
      <b>{name}</b>
      <span className={styles.count} role="status">{total === undefined ? t("bulk.begins") : t("bulk.progress", { ended, total })}</span>
      <Progress className={styles.bar} percent={Math.round((ended / Math.max(1, total ?? 1)) * 100)} showInfo={false} size="small" status="normal" aria-label={name} />
      {(counts?.refused ?? 0) > 0 && <span className={styles.refusals}>{t("bulk.refused", { count: counts?.refused ?? 0 })}</span>}
      <span className={styles.buttons}><Button size="small" loading={busy} onClick={onStop}>{t("bulk.stop")}</Button></span>
    </>
  );
}

function Ended({ job, name, action, busy, onUndo, onPutAway }: Props & { name: string; action: Action }) {
  const { t } = useTranslation(["tickets", "common"]);
  const { data: report } = useQuery(bulkReportQuery(job));
  const [open, setOpen] = useState(false);
  const counts = countsOf(report?.summary);
  const { total = 0, processed: ended = 0 } = report ?? {};
  const { done, refused, waiting } = counts ?? { done: 0, refused: 0, waiting: 0 };
  const failed = job.state === "failed" || job.state === "timeout";
  const Sign = failed ? CloseCircleFilled : refused > 0 || job.state === "canceled" ? ExclamationCircleFilled : CheckCircleFilled;
  const said = [
    ...(job.state === "succeeded" || report === undefined ? [] : [t(failed ? "tickets:bulk.failed" : "tickets:bulk.stopped", { ended, total })]),
    ...(done > 0 ? [t(action === "undo" ? "tickets:bulk.undone" : "tickets:bulk.done", { count: done })] : []),
    ...(waiting > 0 ? [t("tickets:bulk.waiting", { count: waiting })] : []),
    ...(refused > 0 ? [t("tickets:bulk.refused", { count: refused })] : []),
  ];
  const nothing = counts !== undefined && job.state === "succeeded" && said.length === 0;
  return (
    <>
      <Sign aria-hidden className={failed ? styles.bad : refused > 0 || job.state === "canceled" ? styles.partly : styles.good} />
      <b>{name}</b>
      <span className={styles.said} role="status">{nothing ? t("tickets:bulk.nothing") : said.join(t("tickets:bulk.joint"))}</span>
      <span className={styles.buttons}>
        {refused + waiting > 0 && <Button size="small" onClick={() => setOpen(true)}>{t("tickets:bulk.details")}</Button>}
        {done > 0 && action !== "comment" && <Button size="small" loading={busy} onClick={onUndo}>{t(action === "undo" ? "tickets:bulk.redo" : "common:action.undo")}</Button>}
        <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t("tickets:bulk.putAway")} onClick={onPutAway} />
      </span>
      <Suspense fallback={null}>{open && <Report job={job.id} title={name} counts={counts} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

export function JobStrip(props: Props) {
  const nameOf = useActionName();
  const action = actionOf(props.job);
  if (action === undefined) return null;
  const name = nameOf(action);
  return <div className={styles.strip} role="group" aria-label={name}>{isOver(props.job.state) ? <Ended {...props} name={name} action={action} /> : <Running {...props} name={name} />}</div>;
}
