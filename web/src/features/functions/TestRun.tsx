import { PlayCircleOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { answer, api } from "@/api/client";
import { ApiError } from "@/api/error";
import { keys } from "@/api/keys";
import type { Func } from "@/api/types";
import { CopyButton } from "@/ui/CopyButton";
import { duration } from "@/ui/duration";
import { useHotkey } from "@/ui/hotkeys";
import { JobStateTag } from "@/ui/JobStateTag";
import { Keys } from "@/ui/Keys";
import { LogView, useJobLog } from "@/ui/log/LogView";
import { useSay } from "@/ui/say";
import { errorsByPlace } from "@/ui/schema/fields";
import { initialParams, SchemaForm } from "@/ui/schema/SchemaForm";
import { useLanguage } from "@/ui/text";

import styles from "./FunctionPage.module.css";

/** A run as it goes on: its log, and its outcome. */
function Run({ id }: { id: string }) {
  const { t } = useTranslation("functions");
  const language = useLanguage();
  const client = useQueryClient();
  const { events, state } = useJobLog(id);
  const { data: job } = useQuery({ queryKey: keys.job(id), queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/jobs/{id}", { params: { path: { id } }, signal }))).data });
  useEffect(() => {
    if (state !== "connecting") void client.invalidateQueries({ queryKey: keys.job(id) });
    if (state === "ended") void client.invalidateQueries({ queryKey: keys.jobLists });
  }, [state, id, client]);
  const result = job?.result === undefined ? undefined : JSON.stringify(job.result, null, 2);
  return (
    <div className={styles.run}>
      <p className={styles.runHead}>{job !== undefined && <JobStateTag state={job.state} />}<Link to={`/jobs/${id}`}>#{id}</Link>{job?.duration_ms !== undefined && <span className={styles.muted}>{duration(job.duration_ms, language)}</span>}</p>
      {job?.error !== undefined && <pre role="alert" className={styles.failure}>{job.error}</pre>}
      {result !== undefined && <div className={styles.result}><span>{t("result")}<CopyButton text={result} /></span><pre>{result}</pre></div>}
      <LogView events={events} state={state} name={`job-${id}`} height={260} />
    </div>
  );
}

interface Props { func: Func; dirty: boolean; save: () => Promise<boolean> }

/** Runs a function with parameters of one's own, and shows what it tells while it runs. */
export function TestRun({ func, dirty, save }: Props) {
  const { t } = useTranslation("functions");
  const say = useSay();
  const [params, setParams] = useState<unknown>();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [unread, setUnread] = useState(false);
  const [job, setJob] = useState<string>();
  const value = params ?? initialParams(func.input);
  const invoke = useMutation({
    mutationFn: async () => {
      if (dirty && !(await save())) return undefined;
      return answer(api.POST("/api/v1/functions/{id}/invoke", { params: { path: { id: func.id } }, body: { params: value, wait: 0 } }));
    },
    onSuccess: (started) => started !== undefined && setJob(started.jobId),
    onError: (error) => {
      const known = error instanceof ApiError ? errorsByPlace(error.details) : {};
      setErrors(known);
      if (Object.keys(known).length === 0) say.error(error);
    },
  });
  const run = () => { if (!invoke.isPending && !unread) invoke.mutate(); };
  useHotkey({ keys: "mod+Enter", label: t("run"), group: t("nav") }, run, "always");
  return (
    <section className={styles.test} aria-label={t("test")}>
      <header><h2>{t("test")}</h2><Keys keys="mod+Enter" /><Button type="primary" icon={<PlayCircleOutlined />} loading={invoke.isPending} disabled={unread} onClick={run}>{dirty ? t("saveAndRun") : t("run")}</Button></header>
      <SchemaForm key={func.version} schema={func.input} value={value} onChange={(next) => { setParams(next); setErrors({}); }} errors={errors} label={t("params")} onUnread={setUnread} />
      {job === undefined ? <p className={styles.muted}>{t("testText")}</p> : <Run key={job} id={job} />}
    </section>
  );
}
