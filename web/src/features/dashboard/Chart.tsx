import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { Loading } from "@/ui/states";
import { useLook } from "@/ui/theme/look";

import styles from "./dashboard.module.css";
import { bars, days, type Colours } from "./options";
import { listOf, type Slice } from "./slices";

const Canvas = lazy(() => import("./Canvas"));

const ROW = 30;
const drawers = { bars, days };

interface Props {
  /** What it shows, for those who listen. */
  label: string;
  slices: readonly Slice[];
  form: keyof typeof drawers;
  /** Whether it is shown as a table with links instead. */
  table: boolean;
}

/** The figures as a table: each number leads to its list. */
function Table({ label, slices }: Pick<Props, "label" | "slices">) {
  const { t } = useTranslation("dashboard");
  return (
    <table className={styles.table} aria-label={label}>
      <thead><tr><th scope="col">{t("what")}</th><th scope="col">{t("count")}</th></tr></thead>
      <tbody>{slices.map((slice) => <tr key={slice.key}><th scope="row">{slice.name}</th><td><Link to={listOf(slice.filter)}>{slice.count}</Link></td></tr>)}</tbody>
    </table>
  );
}

/** Figures as a drawing whose bars lead to their lists, or as a table. */
export function Chart({ label, slices, form, table }: Props) {
  const navigate = useNavigate();
  const look = useLook();
  const option = useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const colours: Colours = (name) => style.getPropertyValue(`--gd-${name}`).trim();
    return drawers[form](slices, colours);
    // The colours are read from the page, which has others when the look changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [form, slices, look]);
  if (table) return <Table label={label} slices={slices} />;
  const height = form === "days" ? 240 : Math.max(90, slices.length * ROW + 8);
  const told = slices.map((slice) => `${slice.name}: ${slice.count}`).join("; ");
  return (
    <figure className={styles.figure} role="img" aria-label={`${label}. ${told}`}>
      <Suspense fallback={<Loading rows={4} height={height / 4} />}>
        <Canvas option={option} height={height} onPick={(at) => { const slice = slices[at]; if (slice) void navigate(listOf(slice.filter)); }} />
      </Suspense>
    </figure>
  );
}
