/** The tickets that somebody has looked at, kept on this device: keys and titles, nothing else, gone with the log-out. */
import { useSyncExternalStore } from "react";

export interface Recent { key: string; title: string }

const KEPT = "gongdan.recent";
const MOST = 12;
const watchers = new Set<() => void>();
let shown: readonly Recent[] = read();

function read(): readonly Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one): one is Recent => typeof (one as Recent | null)?.key === "string" && typeof (one as Recent).title === "string") : [];
  } catch {
    return [];
  }
}

function keep(next: readonly Recent[]): void {
  shown = next;
  localStorage.setItem(KEPT, JSON.stringify(next));
  for (const watcher of watchers) watcher();
}

/** Puts a ticket first. */
export function remember(ticket: Recent): void {
  const { key, title } = ticket;
  keep([{ key, title }, ...shown.filter((one) => one.key !== key)].slice(0, MOST));
}

/** Forgets all of them. */
export const forgetRecent = (): void => keep([]);

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

/** The tickets last looked at, the newest first. */
export const useRecent = (): readonly Recent[] => useSyncExternalStore(watch, () => shown);
