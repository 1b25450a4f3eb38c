/** The table: rows of one height, only those around sight are drawn, and the keyboard goes through all of them. */
import { useEffectEvent, useLayoutEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";

import type { Asked, Row } from "@/api/ticket-pages";
import { useHotkey } from "@/ui/hotkeys";

import { rowsOf } from "./blocks";
import type { Column } from "./columns";
import styles from "./Grid.module.css";
import { Head } from "./Head";
import { leastOf, trackOf, type Layout } from "./layout";
import { Rows } from "./Rows";
import { useNarrow } from "./useNarrow";
import { useView } from "./useView";

interface Props {
  label: string;
  asked: Asked;
  count: number;
  onCount: (count: number) => void;
  rowAt: (index: number) => Row | undefined;
  columns: readonly Column[];
  layout: Layout;
  onLayout: (layout: Layout) => void;
  sort: string;
  onSort: (sort: string) => void;
  active: number;
  onActive: (index: number) => void;
  chosen: ReadonlyMap<number, string>;
  /** A row is chosen, or with `through` all up to it. */
  onChoose: (index: number, mode: "one" | "through") => void;
  onChooseAll: () => void;
  onClear: () => void;
  /** A ticket is opened, also by a link. */
  onLeave: (index: number) => void;
  onOpen: (row: Row) => void;
  /** Where the list was when it was left, in pixels. */
  scrollTo: number;
  onScroll: (top: number) => void;
  foot?: ReactNode;
}

const HEAD = 34;
/** The height of a row in pixels, and on a phone, where it has two lines. */
const ROW = 38;
const TALL_ROW = 52;
/** Below the last row, so that the bar of bulk actions covers none. */
const ROOM = 64;

/** Whether all, some or none of the rows that have come are chosen. */
function howMany(props: Props, first: number, last: number): "all" | "some" | "none" {
  if (props.chosen.size === 0) return "none";
  for (let at = first; at <= last; at += 1) {
    const row = props.rowAt(at);
    if (row !== undefined && !props.chosen.has(row.id)) return "some";
  }
  return "all";
}

function useKeys(props: Props, scroller: RefObject<HTMLDivElement | null>, height: number, show: (index: number) => void) {
  const { t } = useTranslation("tickets");
  const go = (index: number, through: boolean) => {
    const to = Math.max(0, Math.min(props.count - 1, index));
    if (through) {
      if (props.chosen.size === 0) props.onChoose(Math.max(0, props.active), "one");
      props.onChoose(to, "through");
    }
    props.onActive(to);
    show(to);
  };
  const group = t("nav");
  const focusAnd = (run: () => void) => () => {
    scroller.current?.focus({ preventScroll: true });
    run();
  };
  useHotkey({ keys: "j", label: t("keys.next"), group }, focusAnd(() => go(props.active + 1, false)));
  useHotkey({ keys: "k", label: t("keys.before"), group }, focusAnd(() => go(props.active - 1, false)));
  useHotkey({ keys: "x", label: t("keys.choose"), group }, focusAnd(() => props.active >= 0 && props.onChoose(props.active, "one")));
  useHotkey({ keys: "mod+a", label: t("keys.all"), group }, props.onChooseAll);
  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - HEAD) / height) - 1);
    const steps: Record<string, number> = { ArrowDown: props.active + 1, ArrowUp: props.active - 1, PageDown: props.active + page, PageUp: props.active - page, Home: 0, End: props.count - 1, J: props.active + 1, K: props.active - 1 };
    const to = steps[event.key];
    const row = props.rowAt(props.active);
    if (to !== undefined) go(to, event.shiftKey);
    else if (event.key === "Enter" && row !== undefined) {
      props.onLeave(props.active);
      props.onOpen(row);
    }
    else if (event.key === " " && props.active >= 0) props.onChoose(props.active, event.shiftKey ? "through" : "one");
    else if (event.key === "Escape") props.onClear();
    else return;
    event.preventDefault();
  };
}

export function Grid(props: Props) {
  const { asked, count, columns, layout, rowAt, chosen, active } = props;
  const narrow = useNarrow();
  const height = narrow ? TALL_ROW : ROW;
  const scroller = useRef<HTMLDivElement>(null);
  const view = useView(scroller, height, count, props.scrollTo);
  const { first, last } = rowsOf(view, count);
  const place = useEffectEvent(() => {
    // What scrolling answers in new browsers is a promise, which an effect must not.
    if (scroller.current !== null) scroller.current.scrollTop = props.scrollTo;
  });
  useLayoutEffect(() => place(), []);
  const show = (index: number) => {
    const box = scroller.current;
    if (box === null) return;
    const top = index * height;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + height + HEAD > box.scrollTop + box.clientHeight) box.scrollTop = top + height + HEAD - box.clientHeight;
  };
  const press = useKeys(props, scroller, height, show);
  const tracks = useMemo(() => (narrow ? "minmax(0, 1000fr)" : columns.map((column) => trackOf(layout, column.name)).join(" ")), [columns, layout, narrow]);
  const width = useMemo(() => (narrow ? "100%" : `${40 + columns.reduce((sum, column) => sum + leastOf(layout, column.name), 0)}px`), [columns, layout, narrow]);
  useLayoutEffect(() => {
    scroller.current?.style.setProperty("--columns", tracks);
    scroller.current?.style.setProperty("--width", width);
  }, [tracks, width]);
  const click = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const index = Number(target.closest("[data-index]")?.getAttribute("data-index") ?? -1);
    const row = rowAt(index);
    if (row === undefined || event.altKey) return;
    const onLink = target.closest("a") !== null;
    const onBox = target.closest(`.${styles.check ?? ""}`) !== null;
    props.onActive(index);
    if (onBox || event.shiftKey || event.ctrlKey || event.metaKey) {
      if (onLink && !event.shiftKey) return;
      event.preventDefault();
      props.onChoose(index, event.shiftKey ? "through" : "one");
    } else {
      if (onLink) event.preventDefault();
      props.onLeave(index);
      props.onOpen(row);
    }
  };
  return (
    // The grid has the focus and the keys; a row is never a stop of its own, so that 100,000 of them are one.
    <div
      ref={scroller} role="grid" tabIndex={0} aria-label={props.label} aria-rowcount={count + 1} aria-multiselectable aria-activedescendant={active >= first && active <= last && count > 0 ? `row-${active}` : undefined}
      className={styles.scroller} data-choosing={chosen.size > 0 ? "" : undefined} onKeyDown={press} onScroll={(event) => { props.onScroll(event.currentTarget.scrollTop); view.follow(); }}
      onFocus={(event) => { if (event.target === event.currentTarget && active < 0) props.onActive(0); }}
    >
      <div className={styles.inner} role="presentation">
        <Head columns={columns} layout={layout} onLayout={props.onLayout} sort={props.sort} onSort={props.onSort} chosen={howMany(props, first, last)} onChooseAll={props.onChooseAll} />
        {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the grid above has the keys */}
        <div role="rowgroup" onClick={click} onMouseDown={(event) => { if (event.shiftKey) event.preventDefault(); }} className={styles.rows} style={{ height: `${count * height + (chosen.size > 0 ? ROOM : 0)}px` }}>
          <Rows asked={asked} count={count} first={view.first} blocks={view.count} down={view.down} columns={columns} active={active} chosen={chosen} height={height} onCount={props.onCount} />
        </div>
        {props.foot}
      </div>
    </div>
  );
}
