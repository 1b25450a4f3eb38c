/** The rows in and around sight. A row is plain elements without hooks: a wheel brings eighty of them a second. */
import { memo, useEffect, useMemo, useState, type CSSProperties } from "react";
import { useTranslation } from "react-i18next";

import type { Asked, Row } from "@/api/ticket-pages";

import { BLOCK, rowsOf } from "./blocks";
import type { Column } from "./columns";
import styles from "./Grid.module.css";
import { useSight } from "./useSight";

/** A list that has not moved for so long rests, in milliseconds. */
const REST = 250;

interface LineProps {
  row: Row | undefined;
  index: number;
  columns: readonly Column[];
  active: boolean;
  chosen: boolean;
  /** What the box says that chooses it. */
  label: (key: string) => string;
}

const Line = memo(function Line({ row, index, columns, active, chosen, label }: LineProps) {
  return (
    <div id={`row-${index}`} role="row" aria-rowindex={index + 2} aria-selected={chosen} data-index={index} data-active={active ? "" : undefined} data-gone={row?.gone ? "" : undefined} className={styles.row}>
      <div role="gridcell" className={styles.check}>{row && <input type="checkbox" tabIndex={-1} checked={chosen} readOnly aria-label={label(row.key)} />}</div>
      {columns.map((column) => <div key={column.name} role="gridcell" className={styles.cell}>{row ? column.cell(row) : <span className={styles.bar} />}</div>)}
    </div>
  );
});

interface BlockProps extends Pick<LineProps, "columns" | "label"> {
  first: number;
  /** One for each of its lines. */
  rows: readonly (Row | undefined)[];
  active: number;
  chosen: ReadonlyMap<number, string>;
  height: number;
}

/** Rows that come and go together: what changes in one block is measured and painted without the others. */
function Block({ first, rows, columns, label, active, chosen, height }: BlockProps) {
  const place: CSSProperties = { top: `${first * height}px`, height: `${rows.length * height}px` };
  return (
    <div role="presentation" className={styles.block} style={place}>
      {rows.map((row, at) => <Line key={at} row={row} index={first + at} columns={columns} active={first + at === active} chosen={row !== undefined && chosen.has(row.id)} label={label} />)}
    </div>
  );
}

/**
 * Which block's place in the document comes first. A block that goes out of sight is used again for the one that comes in, and stays
 * where it is in the document: moving it would have the browser make all of it anew. When the list rests, they are put in the order in which they are read.
 */
function useTurn(first: number, blocks: number): number {
  const [turn, setTurn] = useState(first % blocks);
  useEffect(() => {
    const timer = setTimeout(() => setTurn(first % blocks), REST);
    return () => clearTimeout(timer);
  }, [first, blocks]);
  return turn;
}

interface Props {
  asked: Asked;
  count: number;
  /** The first block that is drawn, and how many are. */
  first: number;
  blocks: number;
  /** Whether the list moves to its end. */
  down: boolean;
  columns: readonly Column[];
  active: number;
  chosen: ReadonlyMap<number, string>;
  /** The height of a row, in pixels. */
  height: number;
  /** How many rows there are, as the pages in sight say. */
  onCount: (count: number) => void;
}

export const Rows = memo(function Rows({ asked, count, first, blocks, down, columns, active, chosen, height, onCount }: Props) {
  const { t } = useTranslation("tickets");
  const rowAt = useSight(asked, { ...rowsOf({ first, count: blocks }, count), count, down }, onCount);
  // The text is looked up once for all rows.
  const label = useMemo(() => {
    const [before = "", after = ""] = t("choose", { key: "\n" }).split("\n");
    return (key: string) => before + key + after;
  }, [t]);
  const turn = useTurn(first, blocks);
  return Array.from({ length: blocks }, (_, place) => {
    const slot = (turn + place) % blocks;
    const number = first + ((slot - (first % blocks) + blocks) % blocks);
    const from = number * BLOCK;
    const rows = Array.from({ length: Math.min(BLOCK, count - from) }, (_none, at) => rowAt(from + at));
    return <Block key={slot} first={from} rows={rows} columns={columns} label={label} active={active} chosen={chosen} height={height} />;
  });
});
