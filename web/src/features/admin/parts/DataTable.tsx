import type { ReactNode } from "react";

import styles from "./DataTable.module.css";

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** No wider than what stands in it. */
  tight?: boolean;
  align?: "end";
  /** Left out on a phone. */
  wide?: boolean;
}

interface Props<Row> {
  /** What the table is, for those who listen. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string | number;
  /** Without a frame, inside a section that has one. */
  bare?: boolean;
}

/** A table of things that are few: a real one, whose columns take the width that they need. */
export function DataTable<Row>({ label, rows, columns, rowKey, bare }: Props<Row>) {
  const about = (column: Column<Row>) => ({
    className: column.wide ? styles.wide : undefined, "data-align": column.align, "data-tight": column.tight ? "" : undefined,
  });
  return (
    <div className={bare ? styles.plain : styles.scroller}>
      <table className={styles.table} aria-label={label}>
        <thead><tr>{columns.map((column) => <th key={column.key} scope="col" {...about(column)}>{column.title}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => <tr key={rowKey(row)}>{columns.map((column) => <td key={column.key} {...about(column)}>{column.cell(row)}</td>)}</tr>)}
        </tbody>
      </table>
    </div>
  );
}
