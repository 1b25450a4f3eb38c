import { ArrowDownOutlined, ArrowUpOutlined, DownloadOutlined, MenuFoldOutlined, PauseOutlined, VerticalAlignBottomOutlined } from "@ant-design/icons";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button, Input, Tooltip } from "antd";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { JobLog, type LogState } from "@/api/job-log";
import type { JobEvent } from "@/api/types";

import { CopyButton } from "../CopyButton";
import { useHotkey } from "../hotkeys";
import { asText, cut, linesOf, matching, type Line } from "./lines";
import styles from "./LogView.module.css";

const LINE = 20;

/** What a job tells, followed while this component is there. */
export function useJobLog(id: string): { events: readonly JobEvent[]; state: LogState } {
  const log = useMemo(() => new JobLog(id), [id]);
  return useSyncExternalStore(log.watch, log.read);
}

/** The lines of all events; what was read before is not read again. */
function useLines(events: readonly JobEvent[]): readonly Line[] {
  const [kept, setKept] = useState({ events: [] as readonly JobEvent[], lines: [] as readonly Line[] });
  if (kept.events === events) return kept.lines;
  const goesOn = events.length >= kept.events.length && events[0] === kept.events[0];
  const fresh = events.slice(goesOn ? kept.events.length : 0).flatMap(linesOf);
  const lines = goesOn ? [...kept.lines, ...fresh] : fresh;
  setKept({ events, lines });
  return lines;
}

/** Hours to milliseconds, in the reader's zone. */
function clock(at: string): string {
  const time = new Date(at);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}

function Text({ line, search }: { line: Line; search: string }) {
  const parts = (line.pieces ?? [{ text: line.text }]).flatMap((piece) => cut(piece, search));
  return parts.map((part, place) => {
    const look = { "data-fg": part.fg, "data-bg": part.bg, "data-bold": part.bold ? "" : undefined, "data-dim": part.dim ? "" : undefined, "data-italic": part.italic ? "" : undefined, "data-underline": part.underline ? "" : undefined };
    // A line never changes, so its parts have no other name than their place.
    return part.hit ? <mark key={place}>{part.text}</mark> : <span key={place} {...look}>{part.text}</span>;
  });
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

interface SearchProps { value: string; onChange: (text: string) => void; at: number; count: number; onMove: (by: 1 | -1) => void }

function Search({ value, onChange, at, count, onMove }: SearchProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useHotkey({ keys: "s", label: t("log.search"), group: t("log.title") }, () => box.current?.querySelector("input")?.focus());
  return (
    <div className={styles.search} ref={box}>
      <Input
        size="small" allowClear value={value} placeholder={t("log.search")} aria-label={t("log.search")} onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); onMove(event.shiftKey ? -1 : 1); } }}
      />
      {value !== "" && <span className={styles.count} role="status">{count === 0 ? t("log.notFound") : t("log.found", { at: at + 1, count })}</span>}
      <Button size="small" type="text" icon={<ArrowUpOutlined />} aria-label={t("log.previous")} disabled={count === 0} onClick={() => onMove(-1)} />
      <Button size="small" type="text" icon={<ArrowDownOutlined />} aria-label={t("log.next")} disabled={count === 0} onClick={() => onMove(1)} />
    </div>
  );
}

interface Props {
  events: readonly JobEvent[];
  state: LogState;
  /** The name of the file that is downloaded, without its end. */
  name: string;
  /** Pixels; the height of its parent by default. */
  height?: number;
  /** Stands where nothing was told yet. */
  empty?: ReactNode;
}

/** A live log of any length: it follows its end until somebody scrolls up, finds text, and can be copied and kept. */
export function LogView({ events, state, name, height, empty }: Props) {
  const { t } = useTranslation();
  const lines = useLines(events);
  const scroller = useRef<HTMLDivElement>(null);
  const [follow, setFollow] = useState(true);
  const [wrap, setWrap] = useState(false);
  const [seen, setSeen] = useState(0);
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const hits = useMemo(() => matching(lines, search), [lines, search]);
  const hit = hits[at];
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => LINE, overscan: 30, getItemKey: (place) => lines[place]?.key ?? place });
  useEffect(() => virtual.measure(), [wrap, virtual]);
  useEffect(() => {
    if (follow && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: "end" });
  }, [follow, lines.length, virtual, wrap]);
  useEffect(() => scroller.current?.style.setProperty("height", height === undefined ? "100%" : `${height}px`), [height]);
  const stay = () => { setFollow(false); setSeen(lines.length); };
  const toggle = () => (follow ? stay() : setFollow(true));
  useHotkey({ keys: "f", label: t("log.follow"), group: t("log.title") }, toggle);
  const onScroll = () => {
    const box = scroller.current;
    if (box === null) return;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < LINE * 2;
    if (atEnd && !follow && state === "live") setFollow(true);
  };
  const move = (by: 1 | -1) => {
    if (hits.length === 0) return;
    const next = (at + by + hits.length) % hits.length;
    stay();
    setAt(next);
    virtual.scrollToIndex(hits[next] ?? 0, { align: "center" });
  };
  const find = (text: string) => {
    setSearch(text);
    setAt(0);
    const [first] = matching(lines, text);
    if (first === undefined) return;
    stay();
    virtual.scrollToIndex(first, { align: "center" });
  };
  const unseen = lines.length - seen;
  return (
    <div className={styles.log} data-wrap={wrap ? "" : undefined}>
      <div className={styles.bar}>
        <span className={styles.state} data-state={state} role="status"><i />{t(`log.state.${state}`)}<small>{t("log.lines", { count: lines.length })}</small></span>
        <Search value={search} onChange={find} at={at} count={hits.length} onMove={move} />
        <span className={styles.tools}>
          <Tooltip title={follow ? t("log.pause") : t("log.follow")}><Button size="small" type={follow ? "text" : "default"} aria-pressed={follow} aria-label={t("log.follow")} icon={follow ? <PauseOutlined /> : <VerticalAlignBottomOutlined />} onClick={toggle} /></Tooltip>
          <Tooltip title={t("log.wrap")}><Button size="small" type={wrap ? "default" : "text"} aria-pressed={wrap} aria-label={t("log.wrap")} icon={<MenuFoldOutlined />} onClick={() => setWrap(!wrap)} /></Tooltip>
          <CopyButton text={lines.map((line) => line.text).join("\n")} label={t("log.copy")} />
          <Tooltip title={t("log.download")}><Button size="small" type="text" aria-label={t("log.download")} icon={<DownloadOutlined />} disabled={lines.length === 0} onClick={() => download(`${name}.log`, asText(lines))} /></Tooltip>
        </span>
      </div>
      {/* What can be scrolled has to be reached by the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- see above */}
      <div ref={scroller} className={styles.lines} role="log" aria-live="off" aria-label={t("log.title")} tabIndex={0} onScroll={onScroll} onWheel={(event) => { if (event.deltaY < 0 && follow) stay(); }} onKeyDown={(event) => { if (["ArrowUp", "PageUp", "Home"].includes(event.key) && follow) stay(); if (event.key === "End") setFollow(true); }}>
        {lines.length === 0
          ? <p className={styles.empty}>{empty ?? (state === "ended" ? t("log.nothing") : t("log.waiting"))}</p>
          : (
            <div className={styles.space} ref={(element) => element?.style.setProperty("height", `${virtual.getTotalSize()}px`)}>
              {virtual.getVirtualItems().map((item) => {
                const line = lines[item.index];
                if (line === undefined) return null;
                return (
                  <div
                    key={item.key} data-index={item.index} data-type={line.type} data-here={item.index === hit ? "" : undefined} className={styles.line}
                    ref={(element) => { element?.style.setProperty("transform", `translateY(${item.start}px)`); if (wrap) virtual.measureElement(element); }}
                  >
                    <time dateTime={line.at} title={line.at}>{clock(line.at)}</time>
                    <span className={styles.text}>{line.progress !== undefined && <b className={styles.percent}>{line.progress}%</b>}<Text line={line} search={search} /></span>
                  </div>
                );
              })}
            </div>
          )}
      </div>
      {!follow && unseen > 0 && <button type="button" className={styles.more} onClick={() => setFollow(true)}><ArrowDownOutlined /> {t("log.unseen", { count: unseen })}</button>}
    </div>
  );
}
