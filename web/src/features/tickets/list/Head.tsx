import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { memo, useState, type DragEvent, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";

import { nextSort } from "./address";
import type { Column } from "./columns";
import styles from "./Grid.module.css";
import { bounded, LARGEST, LEAST, moved, widthOf, type ColumnName, type Layout } from "./layout";

interface Props {
  columns: readonly Column[];
  layout: Layout;
  onLayout: (layout: Layout) => void;
  sort: string;
  onSort: (sort: string) => void;
  /** Whether all, some or none of the rows that are there are chosen. */
  chosen: "all" | "some" | "none";
  onChooseAll: () => void;
}

const ORDER = { "": undefined, ascending: "ascending", descending: "descending" } as const;

function orderOf(sort: string, column: Column): keyof typeof ORDER {
  const present = sort === "" ? "-updatedAt" : sort;
  if (column.sort === undefined || present.replace("-", "") !== column.sort) return "";
  return present.startsWith("-") ? "descending" : "ascending";
}

function Grip({ column, width, onWidth }: { column: Column; width: number; onWidth: (width: number) => void }) {
  const { t } = useTranslation("tickets");
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const from = event.clientX;
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    const move = (next: globalThis.PointerEvent) => onWidth(bounded(width + next.clientX - from));
    const end = () => {
      grip.removeEventListener("pointermove", move);
      grip.removeEventListener("pointerup", end);
      grip.removeEventListener("pointercancel", end);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", end);
    grip.addEventListener("pointercancel", end);
  };
  const press = (event: KeyboardEvent) => {
    const by = event.key === "ArrowLeft" ? -16 : event.key === "ArrowRight" ? 16 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onWidth(bounded(width + by));
  };
  return (
    // A separator that can be moved is a widget: it takes the focus and the arrow keys.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see above
    <div
      role="separator" aria-orientation="vertical" aria-label={t("width", { column: column.title })} aria-valuenow={width} aria-valuemin={LEAST} aria-valuemax={LARGEST}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0} className={styles.grip} onPointerDown={drag} onKeyDown={press} draggable onDragStart={(event) => { event.preventDefault(); event.stopPropagation(); }}
    />
  );
}

/** The heads of the columns: a press puts the list in order, dragging moves a column, its edge makes it wider. */
export const Head = memo(function Head({ columns, layout, onLayout, sort, onSort, chosen, onChooseAll }: Props) {
  const { t } = useTranslation("tickets");
  const [dragged, setDragged] = useState<ColumnName>();
  const [over, setOver] = useState<ColumnName>();
  const drop = (event: DragEvent, name: ColumnName) => {
    event.preventDefault();
    if (dragged !== undefined && dragged !== name) onLayout(moved(layout, dragged, layout.columns.indexOf(name)));
    setDragged(undefined);
    setOver(undefined);
  };
  return (
    <div className={`${styles.line ?? ""} ${styles.head ?? ""}`} role="row" aria-rowindex={1}>
      <div role="columnheader" className={styles.check}>
        <input type="checkbox" aria-label={t("chooseAll")} checked={chosen === "all"} ref={(box) => { if (box) box.indeterminate = chosen === "some"; }} onChange={onChooseAll} />
      </div>
      {columns.map((column) => {
        const order = orderOf(sort, column);
        const { sort: by } = column;
        return (
          // Its button has the focus; columns are moved by the keyboard in the column picker.
          // eslint-disable-next-line jsx-a11y/interactive-supports-focus -- see above
          <div
            key={column.name} role="columnheader" aria-sort={ORDER[order]} className={styles.headCell} data-drop={over === column.name && dragged !== column.name ? "before" : undefined}
            draggable onDragStart={(event) => { event.dataTransfer.effectAllowed = "move"; setDragged(column.name); }} onDragEnd={() => { setDragged(undefined); setOver(undefined); }}
            onDragOver={(event) => { if (dragged !== undefined) { event.preventDefault(); setOver(column.name); } }} onDrop={(event) => drop(event, column.name)}
          >
            {by === undefined
              ? <span className={styles.headButton}><span>{column.title}</span></span>
              : <button type="button" className={styles.headButton} data-sorted={order === "" ? undefined : ""} onClick={() => onSort(nextSort(sort, by))}><span>{column.title}</span>{order === "ascending" && <ArrowUpOutlined aria-hidden />}{order === "descending" && <ArrowDownOutlined aria-hidden />}</button>}
            <Grip column={column} width={widthOf(layout, column.name)} onWidth={(width) => onLayout({ ...layout, widths: { ...layout.widths, [column.name]: width } })} />
          </div>
        );
      })}
      <div role="presentation" />
    </div>
  );
});
