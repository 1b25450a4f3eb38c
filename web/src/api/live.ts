/**
 * The one stream of events of this tab (`/api/v1/events`, docs/events.md). It is open while the page is looked at: a browser has few
 * connections to one host, and hidden tabs would hold them. What happened meanwhile is told from the last id on, so nothing is missed.
 */
import type { QueryClient } from "@tanstack/react-query";

import { isRefusal } from "./error";
import { keys } from "./keys";
import type { FeedEvent } from "./types";

/** Milliseconds between a stream's end and the next, growing. */
const WAITS = [1_000, 3_000, 5_000, 10_000];
/** Lists are read again at most so often, in milliseconds, however much happens. */
const QUIET = 700;

type Listener = (event: FeedEvent) => void;
/** `silent`: the server does not answer at all. */
export type LiveState = "connecting" | "open" | "closed" | "silent";

export class Live {
  private readonly listeners = new Set<Listener>();
  private readonly watchers = new Set<() => void>();
  private source: EventSource | undefined;
  private lastId: string | undefined;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  state: LiveState = "closed";

  /** `probe` asks something cheap of the server, so that a log-in that has ended is renewed before the next try. */
  constructor(private readonly probe: () => Promise<unknown>, private readonly missed: () => void) {}

  /** Begins to follow; answers how to stop. */
  start(): () => void {
    this.running = true;
    const look = () => (document.hidden ? this.close() : this.open());
    const online = () => {
      this.failures = 0;
      this.open();
    };
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", online);
    look();
    return () => {
      this.running = false;
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("online", online);
      this.close();
    };
  }

  /** Calls back for every event until the answer is called. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Calls back when `state` changes. */
  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  };

  private set(state: LiveState): void {
    this.state = state;
    for (const watcher of this.watchers) watcher();
  }

  private open(): void {
    if (!this.running || this.source !== undefined) return;
    clearTimeout(this.timer);
    // Until it answers, a server that was silent is.
    if (this.state !== "silent") this.set("connecting");
    const from = this.lastId === undefined ? "" : `?lastEventId=${encodeURIComponent(this.lastId)}`;
    const source = new EventSource(`/api/v1/events${from}`);
    this.source = source;
    source.onopen = () => {
      const wasSilent = this.state === "silent";
      this.failures = 0;
      this.set("open");
      // What was asked for meanwhile has failed.
      if (wasSilent) this.missed();
    };
    const hear = (message: MessageEvent<string>) => {
      this.lastId = message.lastEventId;
      const event = JSON.parse(message.data) as FeedEvent;
      for (const listener of this.listeners) listener(event);
    };
    source.addEventListener("step", hear);
    source.addEventListener("refresh", hear);
    source.onerror = () => {
      // Whether the browser would try again or not: we do it ourselves, slower each time and with a log-in that holds.
      this.close(this.state === "silent" ? "silent" : "closed");
      void this.again();
    };
  }

  private async again(): Promise<void> {
    const pause = WAITS[Math.min(this.failures, WAITS.length - 1)] ?? 0;
    this.failures += 1;
    // A number that the server does not know (its database was put back) would be refused for ever.
    if (this.failures > 2) {
      this.lastId = undefined;
      this.missed();
    }
    const answers = await this.probe().then(() => true, (error: unknown) => !isRefusal(error, 0));
    if (this.source !== undefined || !this.running) return;
    this.set(answers ? "closed" : "silent");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => document.hidden || this.open(), pause);
  }

  private close(state: LiveState = "closed"): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
    this.set(state);
  }
}

/** Has the answers that an event makes stale read again where they are shown: that ticket at once, lists in quiet batches. */
export function refresher(client: QueryClient): Listener {
  let pending: ReturnType<typeof setTimeout> | undefined;
  return (event) => {
    void client.invalidateQueries({ queryKey: keys.ticket(event.ticketId) });
    void client.invalidateQueries({ queryKey: keys.ticket(event.key) });
    pending ??= setTimeout(() => {
      pending = undefined;
      for (const queryKey of [keys.ticketLists, keys.approvals, keys.notifications, keys.incidentLists]) void client.invalidateQueries({ queryKey });
    }, QUIET);
  };
}
