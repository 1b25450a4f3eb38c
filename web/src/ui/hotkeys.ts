/** The keyboard: every shortcut is registered here while its screen is there, so that the help dialog can list them. */
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

export interface Hotkey {
  /** `c`, `?`, `mod+k` (⌘ on a Mac, Ctrl elsewhere), or two keys after each other: `g t`. */
  keys: string;
  /** What it does, in the page's language. */
  label: string;
  /** The heading in the help dialog. */
  group: string;
}

interface Registered extends Hotkey { run: () => void; always: boolean }

let registered: readonly Registered[] = [];
const watchers = new Set<() => void>();
const change = (next: readonly Registered[]) => {
  registered = next;
  for (const watcher of watchers) watcher();
};

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
/** Milliseconds in which the second key of two has to come. */
const PAIR = 900;
let first: { key: string; at: number } | undefined;

/** Whether what has the focus takes letters itself. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.shadowRoot !== null || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** What was pressed, as shortcuts are written. */
export function pressed(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">, mac = isMac): string {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.altKey || (mac ? event.ctrlKey : event.metaKey)) return "";
  return mod ? `mod+${key}` : key;
}

/** What Escape closes first, and closes by itself. */
const POPUP = [".ant-dropdown", ".ant-select-dropdown", ".ant-picker-dropdown", ".ant-popover"].map((popup) => `${popup}:not(${popup}-hidden)`).join();

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Escape" && document.querySelector(POPUP) !== null) return;
  const key = pressed(event);
  const typing = isTyping(event.target);
  const dialog = document.querySelector(".ant-modal-wrap:not([style*='display: none']), [data-dialog]") !== null;
  const pair = first !== undefined && event.timeStamp - first.at < PAIR ? `${first.key} ${key}` : "";
  first = typing ? undefined : { key, at: event.timeStamp };
  // The one that was registered last is the nearest.
  const found = [...registered].reverse().find((one) => (one.always || (!typing && !dialog)) && (one.keys === key || one.keys === pair));
  if (found === undefined) return;
  event.preventDefault();
  first = undefined;
  found.run();
}

/** Runs `run` when its keys are pressed while this component is there. `always`: also while somebody types. */
export function useHotkey(hotkey: Hotkey, run: () => void, when: "not typing" | "always" = "not typing"): void {
  const act = useEffectEvent(run);
  const { keys, label, group } = hotkey;
  useEffect(() => {
    const one: Registered = { keys, label, group, run: () => act(), always: when === "always" };
    if (registered.length === 0) document.addEventListener("keydown", hear);
    change([...registered, one]);
    return () => {
      change(registered.filter((other) => other !== one));
      if (registered.length === 0) document.removeEventListener("keydown", hear);
    };
  }, [keys, label, group, when]);
}

/** Every shortcut that works now. */
export function useHotkeys(): readonly Hotkey[] {
  return useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  }, () => registered);
}

/** The keys of a shortcut as they are printed on this keyboard. */
export function printed(keys: string): string[] {
  return keys.split(/[ +]/).map((key) => (key === "mod" ? (isMac ? "⌘" : "Ctrl") : key.length === 1 ? key.toUpperCase() : key));
}
