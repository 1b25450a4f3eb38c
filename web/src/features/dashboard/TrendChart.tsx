import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Empty } from "@/ui/states";

import { Drawing } from "./Drawing";
import styles from "./dashboard.module.css";
import { trend as draw } from "./options";
import { listOf } from "./slices";
import { isEmpty, told, type Trend } from "./trend";

const HEIGHT = 240;

interface Props {
  /** What it shows. */
  label: string;
  trend: Trend;
  /** What is said where nothing happened. */
  nothing: string;
  /** Whether it is shown as a table with links instead. */
  table: boolean;
}

/** What each colour means. */
function Legend({ trend }: { trend: Trend }) {
  return <ul className={styles.legend}>{trend.lines.map((line) => <li key={line.key} data-tone={line.tone}>{line.name}</li>)}</ul>;
}

function Table({ label, trend }: Pick<Props, "label" | "trend">) {
  const { t } = useTranslation("dashboard");
  return (
    <table className={styles.table} aria-label={label}>
      <thead><tr><th scope="col">{t("day")}</th>{trend.lines.map((line) => <th key={line.key} scope="col">{line.name}</th>)}</tr></thead>
      <tbody>
        {told(trend).map((at) => (
          <tr key={trend.days[at]?.key}>
            <th scope="row">{trend.days[at]?.name}</th>
            {trend.lines.map(({ key, points }) => { const point = points[at]; return <td key={key}>{point === undefined || point.value === null ? "–" : <Link to={listOf(point.filter)}>{point.text}</Link>}</td>; })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Figures day by day, as bars, lines or a table: each leads to its list. */
export function TrendChart({ label, trend, nothing, table }: Props) {
  if (isEmpty(trend)) return <Empty title={nothing} />;
  if (table) return <Table label={label} trend={trend} />;
  const words = trend.lines.map((line) => `${line.name}: ${told(trend).map((at) => `${trend.days[at]?.name ?? ""} ${line.points[at]?.text ?? ""}`).join(", ")}`).join("; ");
  return <Drawing told={`${label}. ${words}`} figures={trend} draw={draw} height={HEIGHT} filterAt={(at, line) => trend.lines[line]?.points[at]?.filter} legend={<Legend trend={trend} />} />;
}
