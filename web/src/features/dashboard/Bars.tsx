import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Empty } from "@/ui/states";

import { Drawing } from "./Drawing";
import styles from "./dashboard.module.css";
import { bars } from "./options";
import { listOf, type Slice } from "./slices";

const ROW = 30;

interface Props {
  /** What they show. */
  label: string;
  slices: readonly Slice[];
  /** Whether they are shown as a table with links instead. */
  table: boolean;
}

/** Figures of one kind, as bars or as a table: each leads to its list. */
export function Bars({ label, slices, table }: Props) {
  const { t } = useTranslation("dashboard");
  if (slices.every((slice) => slice.count === 0)) return <Empty title={t("nothing")} />;
  if (!table) {
    const told = slices.map((slice) => `${slice.name}: ${slice.count}`).join("; ");
    return <Drawing told={`${label}. ${told}`} figures={slices} draw={bars} height={Math.max(90, slices.length * ROW + 8)} filterAt={(at) => slices[at]?.filter} />;
  }
  return (
    <table className={styles.table} aria-label={label}>
      <thead><tr><th scope="col">{t("what")}</th><th scope="col">{t("count")}</th></tr></thead>
      <tbody>{slices.map((slice) => <tr key={slice.key}><th scope="row">{slice.name}</th><td><Link to={listOf(slice.filter)}>{slice.count.toLocaleString()}</Link></td></tr>)}</tbody>
    </table>
  );
}
