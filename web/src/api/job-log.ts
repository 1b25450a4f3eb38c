/**
 * Follows what one job tells (`/jobs/{id}/stream`): everything from the first event, then live ones, until its end. A stream that breaks is
 * opened again behind the last event that came, so nothing is missed and nothing comes twice.
 */
import { answer, api } from "./client";
import { isRefusal } from "./error";
import type { JobEvent } from "./types";

export type LogState = "connecting" | "live" | "ended" | "broken" | "refused";
/** What is known so far. A new object with every change, so that React sees it. */
export interface Snapshot { events: readonly JobEvent[]; state: LogState }

/** Milliseconds between a break and the next try. */
const WAITS = [500, 1_500, 4_000, 10_000];
/** Events are shown at most so often, in milliseconds, however fast they come. */
const BATCH = 80;
const KINDS = ["progress", "log", "stdout", "stderr", "done", "error"] as const;

const start: Snapshot = { events: [], state: "connecting" };

export class JobLog {
  private snapshot = start;
  private source: EventSource | undefined;
  private waiting: JobEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private last = 0;
  private over = false;
  private readonly watchers = new Set<() => void>();

  constructor(private readonly id: string) {}

  /** For `useSyncExternalStore`: the stream is open while somebody watches, and the page is looked at: a browser has few connections. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    if (this.watchers.size === 1) {
      document.addEventListener("visibilitychange", this.look);
      this.open();
    }
    return () => {
      this.watchers.delete(watcher);
      if (this.watchers.size > 0) return;
      document.removeEventListener("visibilitychange", this.look);
      this.close();
    };
  };

  private readonly look = () => (document.hidden ? this.close() : this.open());

  readonly read = (): Snapshot => this.snapshot;

  private set(change: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    for (const watcher of this.watchers) watcher();
  }

  private open(): void {
    if (this.over || this.source !== undefined || document.hidden) return;
    const from = this.last === 0 ? "" : `?lastEventId=${this.last}`;
    const source = new EventSource(`/api/v1/jobs/${encodeURIComponent(this.id)}/stream${from}`);
    this.source = source;
    source.onopen = () => {
      this.failures = 0;
      if (this.snapshot.state !== "live") this.set({ state: "live" });
    };
    for (const kind of KINDS) source.addEventListener(kind, (message) => this.hear(message));
  }

  /** `error` is both a job's end and the stream's break; only the former has data. */
  private hear(message: Event): void {
    if (!(message instanceof MessageEvent) || typeof message.data !== "string") { this.broke(); return; }
    const event = JSON.parse(message.data) as JobEvent;
    if (event.seq <= this.last) return;
    this.last = event.seq;
    this.waiting.push(event);
    if (event.type === "done" || event.type === "error") {
      this.over = true;
      this.shut();
      this.flush();
    } else {
      this.timer ??= setTimeout(() => this.flush(), BATCH);
    }
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const events = [...this.snapshot.events, ...this.waiting];
    this.waiting = [];
    this.set({ events, ...(this.over && { state: "ended" as const }) });
  }

  private broke(): void {
    this.shut();
    this.set({ state: "broken" });
    const pause = WAITS[Math.min(this.failures, WAITS.length - 1)] ?? 0;
    this.failures += 1;
    this.again = setTimeout(() => void this.probe(), pause);
  }

  /** Asks for the job itself first: that renews a log-in that has ended, and tells whether there is anything to follow. */
  private async probe(): Promise<void> {
    try {
      await answer(api.GET("/api/v1/jobs/{id}", { params: { path: { id: this.id } } }));
    } catch (error) {
      if (isRefusal(error, 404) || isRefusal(error, 403)) { this.set({ state: "refused" }); return; }
    }
    if (this.watchers.size > 0) this.open();
    return undefined;
  }

  private shut(): void {
    this.source?.close();
    this.source = undefined;
  }

  private close(): void {
    clearTimeout(this.again);
    this.shut();
  }
}
