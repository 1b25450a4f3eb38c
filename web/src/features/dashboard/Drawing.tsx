import type { EChartsCoreOption } from "echarts/core";
import { lazy, Suspense, useMemo, type ReactNode } from "react";
import { useNavigate } from "react-router";

import { Loading } from "@/ui/states";
import { useLook } from "@/ui/theme/look";

import styles from "./dashboard.module.css";
import type { Colours } from "./options";
import { listOf } from "./slices";

const Canvas = lazy(() => import("./Canvas"));

interface Props<T> {
  /** What is to be seen, told for those who listen. */
  told: string;
  figures: T;
  draw: (figures: T, colours: Colours) => EChartsCoreOption;
  /** Pixels. */
  height: number;
  /** The filter of what was clicked. */
  filterAt: (at: number, line: number) => string | undefined;
  legend?: ReactNode;
}

/** A drawing whose parts lead to their lists, in the colours of the page. */
export function Drawing<T>({ told, figures, draw, height, filterAt, legend }: Props<T>) {
  const navigate = useNavigate();
  const look = useLook();
  const option = useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    return draw(figures, (name) => style.getPropertyValue(`--gd-${name}`).trim());
    // The colours are read from the page, which has others when the look changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [draw, figures, look]);
  const open = (at: number, line: number) => {
    const filter = filterAt(at, line);
    if (filter !== undefined) void navigate(listOf(filter));
  };
  return (
    <>
      {legend}
      <figure className={styles.figure} role="img" aria-label={told}>
        <Suspense fallback={<Loading rows={4} height={height / 4} />}><Canvas option={option} height={height} onPick={open} /></Suspense>
      </figure>
    </>
  );
}
