import { DownOutlined, RightOutlined } from "@ant-design/icons";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { BoardColumn } from "./columns";
import styles from "./Board.module.css";
import { CellBox } from "./CellBox";
import type { NamedLane } from "./lanes";
import type { Verdict } from "./moves";
import { cellId, type Cell } from "./useCells";

interface Props {
  lane: NamedLane;
  columns: readonly (BoardColumn & { title: string })[];
  cells: ReadonlyMap<string, Cell>;
  q: string;
  verdict: (cell: Cell) => Verdict | undefined;
}

/** Whether something has come near the window; from then on it stays so. */
function useSeen(): [React.RefObject<HTMLElement | null>, boolean] {
  const box = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (box.current === null || seen) return undefined;
    const watcher = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) setSeen(true); }, { rootMargin: "240px" });
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, [seen]);
  return [box, seen];
}

/** One lane across the columns. It is read when it comes into sight. */
export function LaneRow({ lane, columns, cells, q, verdict }: Props) {
  const { t } = useTranslation("board");
  const [open, setOpen] = useState(true);
  const [box, seen] = useSeen();
  const [totals, setTotals] = useState<Readonly<Record<string, number>>>({});
  const known = columns.every((column) => column.id in totals);
  const total = columns.reduce((sum, column) => sum + (totals[column.id] ?? 0), 0);
  return (
    // The lane of all others is there for what is in it: nothing can be put into it.
    <section ref={box} className={styles.lane} aria-label={lane.name} hidden={lane.says === undefined && known && total === 0}>
      <button type="button" className={styles.laneHead} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}<b>{lane.name}</b>{known && <span className={styles.laneCount}>{t("count", { count: total })}</span>}
      </button>
      {open && (
        <div className={styles.row}>
          {columns.map((column) => {
            const cell = cells.get(cellId(lane, column));
            if (cell === undefined) return null;
            if (!seen) return <div key={column.id} className={styles.cell} data-shape="lane" />;
            return <CellBox key={column.id} cell={cell} q={q} shape="lane" verdict={verdict(cell)} label={t("cell", { lane: lane.name, column: column.title })} onTotal={(count) => setTotals((before) => ({ ...before, [column.id]: count }))} />;
          })}
        </div>
      )}
    </section>
  );
}
