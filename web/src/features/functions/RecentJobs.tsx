import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Func } from "@/api/types";
import { duration } from "@/ui/duration";
import { JobStateTag } from "@/ui/JobStateTag";
import { Section } from "@/ui/Page";
import { Person } from "@/ui/Person";
import { Empty, QueryState } from "@/ui/states";
import { useLanguage } from "@/ui/text";
import { Time } from "@/ui/Time";

import styles from "./FunctionsPage.module.css";
import { recentQuery } from "./queries";

/** The newest jobs of a function; the rest stand in the list of jobs. */
export function RecentJobs({ func }: { func: Func }) {
  const { t } = useTranslation("functions");
  const language = useLanguage();
  const query = useQuery(recentQuery(func.id));
  return (
    <Section title={t("jobs")} extra={query.data?.total} actions={<Link to={`/jobs?filter=${encodeURIComponent(`function = ${func.id}`)}`}>{t("allJobs")}</Link>}>
      <QueryState query={query}>
        {({ jobs }) => jobs.length === 0 ? <Empty title={t("noJobs")} /> : (
          <ul className={styles.list}>
            {jobs.map((job) => (
              <li key={job.id} className={styles.item}>
                <Link to={`/jobs/${job.id}`}>#{job.id}</Link><JobStateTag state={job.state} />
                <span className={styles.grow}><small>{job.error}</small></span>
                {job.actor !== undefined && <Person username={job.actor} compact="name" />}
                <span>{job.duration_ms === undefined ? "" : duration(job.duration_ms, language)}</span><Time at={job.created_at} />
              </li>
            ))}
          </ul>
        )}
      </QueryState>
    </Section>
  );
}
