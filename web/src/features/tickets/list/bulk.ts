/**
 * The same done to many tickets: each by itself, as if it had been asked for alone, so that rights, workflow and history are those of any
 * change. What was done can be brought back where nobody has changed the ticket since.
 */
import { answer, api, ifMatch, ifVersion, tagged } from "@/api/client";
import { ApiError } from "@/api/error";
import type { TicketDetail } from "@/api/types";

export type Deed =
  | { what: "assign"; assignee: string }
  | { what: "priority"; priority: string }
  | { what: "transition"; status: string }
  | { what: "tags"; add: readonly string[] }
  | { what: "delete" };

/** Brings one ticket back. */
type Undo = () => Promise<unknown>;
export interface Done { id: number; key: string; undo: Undo }
export interface Refused { id: number; key: string; error: unknown }
export interface Outcome { done: readonly Done[]; refused: readonly Refused[]; unchanged: number }
export interface Progress { ended: number; total: number; refused: number }

/** So many requests are under way at once. */
const HANDS = 4;
/** So many tickets are taken at once; the page has to stay open meanwhile. */
export const MOST = 500;

const path = (id: number) => ({ path: { id: String(id) } });

/** What of a ticket is changed by a deed and what it is before; undefined where nothing is. */
export function edits(ticket: TicketDetail, deed: Exclude<Deed, { what: "transition" | "delete" }>): { wish: object; before: object } | undefined {
  switch (deed.what) {
    case "assign": return ticket.assignee === deed.assignee ? undefined : { wish: { assignee: deed.assignee }, before: { assignee: ticket.assignee } };
    case "priority": return ticket.priority === deed.priority ? undefined : { wish: { priority: deed.priority }, before: { priority: ticket.priority } };
    case "tags": {
      const present = new Set(ticket.tags.map((tag) => tag.toLowerCase()));
      const fresh = deed.add.filter((tag) => !present.has(tag.toLowerCase()));
      return fresh.length === 0 ? undefined : { wish: { tags: [...ticket.tags, ...fresh] }, before: { tags: ticket.tags } };
    }
  }
}

async function put(id: number, wish: object, etag: Record<string, string>): Promise<TicketDetail> {
  return answer(api.PUT("/api/v1/tickets/{id}", { params: path(id), body: wish as never, headers: etag }));
}

async function transit(id: number, status: string): Promise<TicketDetail> {
  return answer(api.POST("/api/v1/tickets/{id}/transition", { params: path(id), body: { status } }));
}

/** Does it to one ticket; undefined where there is nothing to do. */
async function one(id: number, deed: Deed): Promise<Done | undefined> {
  const { data: ticket, etag } = await tagged(api.GET("/api/v1/tickets/{id}", { params: path(id) }));
  const { key } = ticket;
  if (deed.what === "delete") {
    await answer(api.DELETE("/api/v1/tickets/{id}", { params: path(id), headers: ifMatch(etag) }));
    return { id, key, undo: () => answer(api.POST("/api/v1/tickets/{id}/restore", { params: path(id) })) };
  }
  if (deed.what === "transition") {
    if (ticket.status === deed.status) return undefined;
    await transit(id, deed.status);
    return { id, key, undo: () => transit(id, ticket.status) };
  }
  const change = edits(ticket, deed);
  if (change === undefined) return undefined;
  const after = await put(id, change.wish, ifMatch(etag));
  return { id, key, undo: () => put(id, change.before, ifVersion(after.version)) };
}

/** Runs `deed` over all of `items`, some at a time, and stops where it is asked to: what is under way then is ended. */
async function each<T>(items: readonly T[], deed: (item: T) => Promise<void>, told: (ended: number) => void, signal: AbortSignal): Promise<void> {
  let next = 0;
  let ended = 0;
  const hand = async () => {
    for (;;) {
      const item = items[next];
      next += 1;
      if (item === undefined || signal.aborted) return;
      await deed(item);
      ended += 1;
      told(ended);
    }
  };
  await Promise.all(Array.from({ length: HANDS }, hand));
}

/** No answer at all ends everything: the tickets that are left would fail the same way. */
const isOffline = (error: unknown) => error instanceof ApiError && error.code === 0;

/** Does it to the tickets of `ids`. One that is refused keeps no other from its turn. */
export async function changeMany(ids: readonly number[], deed: Deed, told: (progress: Progress) => void, signal: AbortSignal): Promise<Outcome> {
  const done: Done[] = [];
  const refused: Refused[] = [];
  let unchanged = 0;
  const stop = new AbortController();
  const act = async (id: number) => {
    try {
      const made = await one(id, deed);
      if (made === undefined) unchanged += 1;
      else done.push(made);
    } catch (error) {
      refused.push({ id, key: `#${id}`, error });
      if (isOffline(error)) stop.abort();
    }
  };
  await each(ids, act, (ended) => told({ ended, total: ids.length, refused: refused.length }), AbortSignal.any([signal, stop.signal]));
  return { done, refused, unchanged };
}

/** Brings back what was done. Tickets that somebody has changed since stay as they are, and are answered. */
export async function undoMany(done: readonly Done[], told: (progress: Progress) => void, signal: AbortSignal): Promise<Outcome> {
  const back: Done[] = [];
  const refused: Refused[] = [];
  const act = async (made: Done) => {
    try {
      await made.undo();
      back.push(made);
    } catch (error) {
      refused.push({ id: made.id, key: made.key, error });
    }
  };
  await each(done, act, (ended) => told({ ended, total: done.length, refused: refused.length }), signal);
  return { done: back, refused, unchanged: 0 };
}
