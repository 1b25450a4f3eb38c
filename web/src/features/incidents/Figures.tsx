import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import type { SeverityFigures } from "@/api/types";
import { duration } from "@/ui/duration";
import { Section } from "@/ui/Page";
import { Empty, QueryState } from "@/ui/states";
import { useLanguage } from "@/ui/text";

import styles from "./Incidents.module.css";
import { figuresQuery } from "./queries";
import { SeverityTag } from "./SeverityTag";

const DAYS = ["7", "30", "90", "365"] as const;
const measures = ["acknowledge", "mitigate", "resolve"] as const;
const DAY = 86_400_000;

/** How long it took, for one severity and one measure: the median with a bar, the mean and nine in ten beside it. */
function Cell({ spread, most }: { spread: SeverityFigures["acknowledge"]; most: number }) {
  const { t } = useTranslation("incidents");
  const language = useLanguage();
  if (spread === null) return <td><span className={styles.muted}>–</span></td>;
  const say = (seconds: number) => duration(seconds * 1_000, language);
  return (
    <td>
      <b>{say(spread.p50)}</b>
      <meter className={styles.meter} min={0} max={Math.max(most, 1)} value={spread.p50} aria-label={t("median")} />
      <small>{t("spread", { mean: say(spread.mean), p90: say(spread.p90), count: spread.count })}</small>
    </td>
  );
}

/** How long incidents took, by severity. */
export function Figures({ project }: { project: string }) {
  const { t } = useTranslation("incidents");
  const language = useLanguage();
  const [search, setSearch] = useSearchParams();
  const days = search.get("days") ?? "90";
  // To the day, so that the question stays the same while somebody looks.
  const [today] = useState(() => Math.floor(Date.now() / DAY) * DAY);
  const query = useQuery(figuresQuery(project, new Date(today - Number(days) * DAY).toISOString()));
  const choose = (next: string) => setSearch((before) => {
    const after = new URLSearchParams(before);
    after.set("days", next);
    return after;
  }, { replace: true });
  return (
    <Section title={t("figuresTitle")} actions={<Segmented size="small" value={days} onChange={choose} options={DAYS.map((one) => ({ value: one, label: t("days", { count: Number(one) }) }))} />}>
      <QueryState query={query}>
        {({ items }) => items.length === 0 ? <Empty title={t("noFigures")} /> : (
          // What can be scrolled has to be reached by the keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
          <div className={styles.figuresBox} role="region" tabIndex={0} aria-label={t("figuresTitle")}>
            <table className={styles.figures}>
              <thead><tr><th scope="col">{t("severityTitle")}</th><th scope="col">{t("count")}</th><th scope="col">{t("resolvedCount")}</th>{measures.map((one) => <th key={one} scope="col">{t(`time.${one}`)}</th>)}</tr></thead>
              <tbody>
                {items.map((row) => (
                  <tr key={row.severity}>
                    <th scope="row"><SeverityTag severity={row.severity} /></th>
                    <td>{row.count.toLocaleString(language)}</td><td>{row.resolved.toLocaleString(language)}</td>
                    {measures.map((one) => <Cell key={one} spread={row[one]} most={Math.max(...items.map((other) => other[one]?.p50 ?? 0))} />)}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </QueryState>
      <p className={styles.note}>{t("figuresText")}</p>
    </Section>
  );
}
