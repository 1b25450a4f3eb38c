import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { answer, api } from "@/api/client";
import { JobStateTag } from "@/ui/JobStateTag";
import { Section } from "@/ui/Page";
import { Person } from "@/ui/Person";
import { useSay } from "@/ui/say";
import { sizeOf } from "@/ui/size";
import { Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";

import { DataTable } from "../parts/DataTable";
import parts from "../parts/forms.module.css";
import styles from "./operation.module.css";
import { counted, places, verificationQuery, type Finding, type Report, type Verification as Job } from "./verification";

function Running({ job }: { job: Job }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/jobs/{id}/cancel", { params: { path: { id: job.jobId } } })),
    onError: (error) => say.error(error),
    onSettled: () => client.invalidateQueries({ queryKey: verificationQuery.queryKey }),
  });
  return (
    <div className={styles.running} role="status">
      <JobStateTag state={job.state} />
      <Progress className={styles.progress ?? ""} percent={job.progress ?? 0} size="small" aria-label={t("verify.progress")} />
      <Link to={`/jobs/${job.jobId}`}>{t("verify.watch")}</Link>
      <Button size="small" loading={stop.isPending} onClick={() => stop.mutate()}>{t("verify.stop")}</Button>
    </div>
  );
}

function Findings({ report }: { report: Report }) {
  const { t } = useTranslation("admin");
  const where = (finding: Finding) => {
    const known = places.find((one) => one === finding.place);
    return known === undefined ? finding.place : t(`verify.place.${known}`);
  };
  const which = ({ ticket, version, number }: Finding) => (
    <span className={parts.two}>
      {ticket !== null && <Link to={`/tickets/${ticket}`}>#{ticket}</Link>}
      {version !== null && <small>{t("verify.version", { version })}</small>}
      {number !== null && <small>{t("verify.number", { number })}</small>}
    </span>
  );
  const rows = report.findings.map((finding, at) => ({ ...finding, at }));
  return (
    <>
      <DataTable
        bare label={t("verify.findings")} rows={rows} rowKey={(one) => one.at}
        columns={[
          { key: "place", title: t("verify.where"), tight: true, cell: where },
          { key: "which", title: t("verify.which"), tight: true, cell: which },
          { key: "finding", title: t("verify.finding"), cell: (one) => one.finding },
        ]}
      />
      {report.findingCount > rows.length && <p className={styles.note}>{t("verify.more", { count: report.findingCount - rows.length })}</p>}
    </>
  );
}

function Last({ job }: { job: Job }) {
  const { t } = useTranslation("admin");
  const { report } = job;
  return (
    <>
      <div className={styles.text}>
        {report === null
          ? <Alert type="warning" showIcon title={t("verify.unfinished")} description={<><JobStateTag state={job.state} /> {job.error}</>} />
          : <Alert type={report.sound ? "success" : "error"} showIcon title={report.sound ? t("verify.sound") : t("verify.wrong", { count: report.findingCount })} description={report.sound ? undefined : t("verify.advice")} />}
        <p className={styles.note}>
          <Person username={job.actor} compact="name" /> · <Time at={job.endedAt ?? job.createdAt} form="exact" /> · <Link to={`/jobs/${job.jobId}`}>{t("verify.job")}</Link>
        </p>
        {report !== null && <p className={styles.note}>{t("verify.lookedAt")} {counted.map((name) => t(`verify.counted.${name}`, { count: report[name], shown: report[name].toLocaleString() })).join(t("verify.comma"))}{t("verify.comma")}{sizeOf(report.bytes)}</p>}
      </div>
      {report !== null && report.findings.length > 0 && <Findings report={report} />}
    </>
  );
}

/** Checks that nothing that is kept was changed behind the server's back: begun here, watched, and what it found. */
export function Verification() {
  const { t } = useTranslation("admin");
  const say = useSay();
  const client = useQueryClient();
  const query = useQuery(verificationQuery);
  const start = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/system/verify")),
    onError: (error) => say.error(error),
    // Somebody else may have begun one at the same time: it is shown as well.
    onSettled: () => client.invalidateQueries({ queryKey: verificationQuery.queryKey }),
  });
  const idle = query.data !== undefined && query.data.running === null;
  return (
    <Section title={t("verify.title")} extra={t("verify.extra")} actions={idle && <Button size="small" type="primary" loading={start.isPending} onClick={() => start.mutate()}>{t("verify.start")}</Button>}>
      <QueryState query={query} loading={<Loading rows={2} height={44} />}>
        {({ running, last }) => (
          <>
            {running !== null && <Running job={running} />}
            {last !== null && <Last job={last} />}
            {running === null && last === null && <p className={styles.none}>{t("verify.none")}</p>}
          </>
        )}
      </QueryState>
    </Section>
  );
}
