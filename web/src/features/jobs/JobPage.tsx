import { RedoOutlined, StopOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Progress, Tabs } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { JobDetail } from "@/api/types";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { CopyButton } from "@/ui/CopyButton";
import { isOver, JobStateTag } from "@/ui/JobStateTag";
import { LogView, useJobLog } from "@/ui/log/LogView";
import { Page, Section } from "@/ui/Page";
import { useSay } from "@/ui/say";
import { Loading, QueryState } from "@/ui/states";

import { Facts } from "./Facts";
import styles from "./JobPage.module.css";
import { jobQuery } from "./queries";
import { Rerun } from "./Rerun";

function Json({ value, label }: { value: unknown; label: string }) {
  const text = JSON.stringify(value, null, 2);
  return (
    <div className={styles.json}>
      <span className={styles.copy}><CopyButton text={text} /></span>
      {/* What can be scrolled has to be reached by the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <pre tabIndex={0} aria-label={label}>{text}</pre>
    </div>
  );
}

function Outcome({ job }: { job: JobDetail }) {
  const { t } = useTranslation("jobs");
  if (job.error !== undefined) return <div className={styles.failure} role="alert"><b>{isOver(job.state) ? t("failedWith") : t("lastError")}</b><pre>{job.error}</pre></div>;
  return null;
}

function Log({ id, onEnd }: { id: string; onEnd: () => void }) {
  const { events, state } = useJobLog(id);
  useEffect(() => {
    if (state === "ended") onEnd();
  }, [state, onEnd]);
  return <LogView events={events} state={state} name={`job-${id}`} />;
}

function Body({ job }: { job: JobDetail }) {
  const { t } = useTranslation("jobs");
  const client = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const [ended] = useState(() => () => void client.invalidateQueries({ queryKey: keys.job(job.id) }));
  const tab = search.get("tab") ?? "log";
  const items = [
    { key: "log", label: t("log"), children: <div className={styles.logBox}><Log id={job.id} onEnd={ended} /></div> },
    { key: "params", label: t("params"), children: job.params === undefined ? <p className={styles.nothing}>{t("noParams")}</p> : <Json value={job.params} label={t("params")} /> },
    { key: "result", label: t("result"), children: job.result === undefined ? <p className={styles.nothing}>{isOver(job.state) ? t("noResult") : t("noResultYet")}</p> : <Json value={job.result} label={t("result")} /> },
  ];
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        {job.state === "running" && <Progress percent={job.progress ?? 0} status="active" aria-label={t("progress")} />}
        <Outcome job={job} />
        <Tabs activeKey={tab} onChange={(next) => setSearch(next === "log" ? {} : { tab: next }, { replace: true })} items={items} destroyOnHidden />
      </div>
      <aside className={styles.side}><Section title={t("facts")}><Facts job={job} /></Section></aside>
    </div>
  );
}

function Actions({ job }: { job: JobDetail }) {
  const { t } = useTranslation("jobs");
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/jobs/{id}/cancel", { params: { path: { id: job.id } } })),
    onSuccess: () => say.done(t("cancelAsked")),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.job(job.id) }), client.invalidateQueries({ queryKey: keys.jobLists })]),
  });
  if (!isOver(job.state)) return <ConfirmButton question={t("cancelQuestion")} consequence={job.state === "running" ? t("cancelRunning") : t("cancelPending")} yes={t("cancel")} onConfirm={() => cancel.mutateAsync()} button={{ icon: <StopOutlined />, loading: cancel.isPending || job.cancel_asked_at !== undefined }}>{job.cancel_asked_at === undefined ? t("cancel") : t("canceling")}</ConfirmButton>;
  return (
    <>
      <Button icon={<RedoOutlined />} onClick={() => setAsking(true)}>{t("rerun")}</Button>
      {asking && <Rerun job={job} onClose={() => setAsking(false)} onStarted={(id) => { setAsking(false); say.done(t("started", { id })); void navigate(`/jobs/${id}`); }} />}
    </>
  );
}

/** One job: what it tells, what it was given and gave, and what became of it. */
export function Component() {
  const { t } = useTranslation("jobs");
  const { id = "" } = useParams();
  const query = useQuery(jobQuery(id));
  const job = query.data;
  return (
    <Page
      title={job === undefined ? `#${id}` : `${job.function_id} #${id}`} crumbs={[{ title: t("nav"), to: "/jobs" }]}
      heading={job && <span className={styles.heading}><Link to={`/functions/${encodeURIComponent(job.function_id)}`}>{job.function_id}</Link><small>#{job.id}</small><JobStateTag state={job.state} /></span>}
      actions={job && <Actions job={job} />}
    >
      <QueryState query={query} loading={<Loading rows={10} />}>{(known) => <Body key={known.id} job={known} />}</QueryState>
    </Page>
  );
}
