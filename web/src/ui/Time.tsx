import { Tooltip } from "antd";
import { useSyncExternalStore } from "react";

import { exact, relative } from "./time";
import { useLanguage } from "./text";

/** One clock for every time on the page, in milliseconds; it ticks twice a minute, and only while somebody looks. */
const TICK = 30_000;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();

function tick(): void {
  now = Date.now();
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  // It stood still while nobody looked.
  if (watchers.size === 0) now = Date.now();
  watchers.add(watcher);
  timer ??= setInterval(tick, TICK);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The time now, as of the last tick. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now);
}

interface Props {
  /** RFC 3339, as the server says it. */
  at: string;
  /** Written out with the date instead of counted from now. */
  form?: "relative" | "exact" | "minute" | "date";
}

/** A time in the reader's zone: how long ago, and exactly on hover and for those who listen. */
export function Time({ at, form = "relative" }: Props) {
  const language = useLanguage();
  const present = useNow();
  const moment = new Date(at);
  const full = exact(moment, language);
  const text = form === "exact" ? full : form === "date" || form === "minute" ? exact(moment, language, form) : relative(moment, present, language);
  return (
    <Tooltip title={full} mouseEnterDelay={0.4}>
      <time dateTime={at} className="gd-nowrap">{text}</time>
    </Tooltip>
  );
}
