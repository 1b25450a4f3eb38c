import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Empty, Loading, QueryState } from "@/ui/states";
import { StatusWord } from "@/ui/tags";
import { Time } from "@/ui/Time";

import { effectsQuery } from "../queries";
import type { Effect } from "../types";
import styles from "./Flow.module.css";

const states = { waiting: "active", done: "resolved", skipped: "closed", failed: "rejected", canceled: "paused" } as const;
type State = keyof typeof states;
const isState = (word: string): word is State => word in states;

function EffectRow({ effect }: { effect: Effect }) {
  const { t } = useTranslation("ticket");
  const state = isState(effect.state) ? effect.state : "waiting";
  const at = effect.endedAt ?? effect.dueAt ?? effect.createdAt;
  return (
    <li className={styles.effect}>
      <StatusWord category={states[state]}>{t(`effect.${state}`)}</StatusWord>
      <div className={styles.does}>
        <span>{effect.does}</span>
        {effect.reason !== undefined && <span className={styles.reason}>{effect.reason}</span>}
        {effect.attempts > 0 && state === "waiting" && <span className={styles.muted}>{t("effect.attempts", { count: effect.attempts })}</span>}
      </div>
      <span className={styles.aside}>{effect.jobId !== undefined && <Link to={`/jobs/${encodeURIComponent(effect.jobId)}`}>{t("effect.job", { id: effect.jobId })}</Link>}<Time at={at} /></span>
    </li>
  );
}

/** What runs by itself after the steps of the ticket: post functions and their jobs, the newest first. */
export function Effects({ ticketKey }: { ticketKey: string }) {
  const { t } = useTranslation("ticket");
  const query = useQuery(effectsQuery(ticketKey));
  return (
    <QueryState query={query} loading={<Loading rows={2} />}>
      {(items) => items.length === 0 ? <Empty title={t("effect.none")}>{t("effect.noneText")}</Empty> : <ul className={styles.list}>{items.toReversed().map((one) => <EffectRow key={`${one.version}-${one.place}`} effect={one} />)}</ul>}
    </QueryState>
  );
}
