import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Func } from "@/api/types";
import { CopyButton } from "@/ui/CopyButton";
import { Time } from "@/ui/Time";

import styles from "./FunctionPage.module.css";
import { recentQuery } from "./queries";

/** How a process elsewhere does this function's work, and which have lately. */
export function HowToWork({ func }: { func: Func }) {
  const { t } = useTranslation("functions");
  const { data } = useQuery(recentQuery(func.id));
  const lately = new Map<string, { at: string; job: string }>();
  for (const job of data?.jobs ?? []) {
    if (job.worker !== undefined && !lately.has(job.worker)) lately.set(job.worker, { at: job.ended_at ?? job.started_at ?? job.created_at, job: job.id });
  }
  const command = [`curl ${window.location.origin}/api/v1/workers/lease \\`, `  -H "Authorization: Bearer $GONGDAN_TOKEN" -H "Content-Type: application/json" \\`, `  -d '${JSON.stringify({ functions: [func.id], max: 1, waitSeconds: 20, worker: "worker-1" })}'`].join("\n");
  return (
    <div className={styles.how}>
      <p>{t("workerText")} <Link to="/profile">{t("workerToken")}</Link></p>
      <div className={styles.secret}><pre>{command}</pre><CopyButton text={command} /></div>
      <h3 className={styles.label}>{t("workersLately")}</h3>
      {lately.size === 0 ? <p className={styles.muted}>{t("noWorkers")}</p> : (
        <ul className={styles.workers}>{[...lately].map(([worker, { at, job }]) => <li key={worker}><code>{worker}</code><Link to={`/jobs/${job}`}>#{job}</Link><Time at={at} /></li>)}</ul>
      )}
    </div>
  );
}
