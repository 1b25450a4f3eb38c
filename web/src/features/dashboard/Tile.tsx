import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { components } from "@/api/schema.gen";
import { duration } from "@/ui/duration";
import { useLanguage } from "@/ui/text";

import styles from "./dashboard.module.css";
import { listOf } from "./slices";

interface BoxProps { title: string; text: string | undefined; note?: string | undefined; filter: string | undefined }

/** One figure; it leads to its list as soon as there is one. */
function Box({ title, text, note, filter }: BoxProps) {
  const body = <><span>{title}</span><b>{text ?? "–"}</b>{note !== undefined && <small>{note}</small>}</>;
  return filter === undefined ? <div className={styles.tile}>{body}</div> : <Link className={styles.tile ?? ""} to={listOf(filter)}>{body}</Link>;
}

/** How many tickets. */
export function Tile({ title, figure }: { title: string; figure: components["schemas"]["Figure"] | undefined }) {
  return <Box title={title} text={figure?.count.toLocaleString()} filter={figure?.filter} />;
}

/** How long half of them took at most, and nine in ten. */
export function TimeTile({ title, took }: { title: string; took: components["schemas"]["TookStats"] | undefined }) {
  const { t } = useTranslation("dashboard");
  const language = useLanguage();
  const say = (seconds: number) => duration(seconds * 1_000, language);
  if (took === undefined || took.p50 === null || took.p90 === null) return <Box title={title} text={undefined} filter={undefined} />;
  return <Box title={title} text={say(took.p50)} note={t("nineInTen", { time: say(took.p90) })} filter={took.filter} />;
}
