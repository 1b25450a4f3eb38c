import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { JobState, JobStats } from "@/api/types";
import { duration } from "@/ui/duration";
import { jobStates } from "@/ui/JobStateTag";
import { useLanguage } from "@/ui/text";

import styles from "./JobsPage.module.css";
import { statsQuery } from "./queries";

const countOf: Record<JobState, (stats: JobStats) => number> = {
  pending: (stats) => stats.other, running: (stats) => stats.running, succeeded: (stats) => stats.succeeded,
  failed: (stats) => stats.failed, timeout: (stats) => stats.timeout, canceled: (stats) => stats.cancelled,
};

interface Props { filter: string; state: string; onState: (state: JobState | "") => void }

/** How many there are of each state; each is a choice. */
export function Stats({ filter, state, onState }: Props) {
  const { t } = useTranslation(["jobs", "common"]);
  const language = useLanguage();
  const { data } = useQuery(statsQuery(filter));
  const ended = data === undefined ? 0 : data.succeeded + data.failed + data.timeout;
  const shown = (count: number | undefined) => (count === undefined ? "–" : count.toLocaleString(language));
  return (
    <div className={styles.stats} role="group" aria-label={t("jobs:byState")}>
      <button type="button" className={styles.stat} aria-pressed={state === ""} onClick={() => onState("")}><b>{shown(data?.total)}</b><span>{t("jobs:all")}</span></button>
      {jobStates.map((one) => (
        <button key={one} type="button" className={styles.stat} data-state={one} aria-pressed={state === one} onClick={() => onState(state === one ? "" : one)}>
          <b>{shown(data === undefined ? undefined : countOf[one](data))}</b><span>{t(`common:jobState.${one}`)}</span>
        </button>
      ))}
      <dl className={styles.figures}>
        <div><dt>{t("jobs:successRate")}</dt><dd>{data === undefined || ended === 0 ? "–" : `${(Math.floor((data.succeeded / ended) * 1_000) / 10).toLocaleString(language)}%`}</dd></div>
        <div><dt>{t("jobs:average")}</dt><dd>{data === undefined || ended === 0 ? "–" : duration(data.avg_duration_ms, language)}</dd></div>
      </dl>
    </div>
  );
}
