/** Light, dark, or as the system has it: kept on this device, one attribute of the page. */
import { useSyncExternalStore } from "react";

import type { Look } from "./tokens";

export type Choice = Look | "system";

const KEPT = "gongdan.look";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const watchers = new Set<() => void>();

const choice = (): Choice => {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
};
const look = (): Look => {
  const chosen = choice();
  if (chosen !== "system") return chosen;
  return system.matches ? "dark" : "light";
};

function apply(): void {
  document.documentElement.dataset["theme"] = look();
  for (const watcher of watchers) watcher();
}

/** Gives the page its look before anything is drawn, and follows the system. */
export function startLook(): void {
  apply();
  system.addEventListener("change", apply);
  window.addEventListener("storage", (event) => event.key === KEPT && apply());
}

export function chooseLook(next: Choice): void {
  if (next === "system") localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, next);
  apply();
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

/** What was chosen. */
export const useChoice = (): Choice => useSyncExternalStore(watch, choice);
/** Which of the two it is now; for drawings that cannot use variables. */
export const useLook = (): Look => useSyncExternalStore(watch, look);
