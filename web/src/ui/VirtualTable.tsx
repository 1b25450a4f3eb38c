import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";

import styles from "./VirtualTable.module.css";

export interface Column<Row> {
  key: string;
  title: ReactNode;
  /** A track of CSS grid with its least width in pixels: `120px`, `minmax(240px, 1fr)`. */
  width: string;
  cell: (row: Row) => ReactNode;
  align?: "end";
}

interface Props<Row> {
  /** What the table is, for those who listen. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string | number;
  /** Pixels; every row has the same, so that nothing moves while more comes. */
  rowHeight?: number;
  /** Enter or a click on a row. */
  onOpen?: ((row: Row) => void) | undefined;
  selected?: ReadonlySet<string | number>;
  /** Called when the end comes near: fetch the next page. */
  onEnd?: (() => void) | undefined;
  /** Shown after the last row: the end, or that more is coming. */
  foot?: ReactNode;
}

/** A table of any length: only the rows in sight are drawn. Arrow keys, Home, End and Page keys move, Enter opens. */
export function VirtualTable<Row>({ label, rows, columns, rowKey, rowHeight = 38, onOpen, selected, onEnd, foot }: Props<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 12 });
  const items = virtual.getVirtualItems();
  const last = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 30) onEnd?.();
  }, [last, rows.length, onEnd]);
  useEffect(() => {
    const least = columns.reduce((sum, column) => sum + Number(/(\d+)px/.exec(column.width)?.[1] ?? 0), 0);
    scroller.current?.style.setProperty("--columns", columns.map((column) => column.width).join(" "));
    scroller.current?.style.setProperty("--least", `${least}px`);
  }, [columns]);
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = event.target instanceof HTMLElement ? event.target.closest("[data-row]") : null;
    if (row === null || event.target !== row) return;
    const at = Number(row.getAttribute("data-row"));
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 15, PageUp: at - 15, Home: 0, End: rows.length - 1 };
    const present = rows[at];
    if (event.key === "Enter" && present !== undefined) return onOpen?.(present);
    const next = steps[event.key];
    if (next === undefined) return undefined;
    event.preventDefault();
    const to = Math.max(0, Math.min(rows.length - 1, next));
    virtual.scrollToIndex(to);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus());
    return undefined;
  };
  return (
    <div ref={scroller} className={styles.scroller} role="table" aria-label={label} aria-rowcount={rows.length + 1} tabIndex={-1}>
      <div className={`${styles.row ?? ""} ${styles.head ?? ""}`} role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <div key={column.key} role="columnheader" data-align={column.align}>{column.title}</div>
        ))}
      </div>
      {/* The rows' own keys move the focus between them; the group only hears them. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see above */}
      <div className={styles.space} ref={(element) => element?.style.setProperty("height", `${virtual.getTotalSize()}px`)} onKeyDown={move} role="rowgroup">
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the group above hears the keys
            <div
              key={rowKey(row)} role="row" aria-rowindex={item.index + 2} data-row={item.index} tabIndex={0} className={styles.row}
              data-selected={selected?.has(rowKey(row)) ? "" : undefined} data-opens={onOpen === undefined ? undefined : ""}
              ref={(element) => { element?.style.setProperty("transform", `translateY(${item.start}px)`); element?.style.setProperty("height", `${item.size}px`); }}
              onClick={(event) => { if (!(event.target as HTMLElement).closest("a,button,input,label")) onOpen?.(row); }}
            >
              {columns.map((column) => (
                <div key={column.key} role="cell" data-align={column.align}>{column.cell(row)}</div>
              ))}
            </div>
          );
        })}
      </div>
      {foot}
    </div>
  );
}
