/** The list from which a ticket was opened, for this tab: its page goes on to the next one. Keys and what was asked for, nothing else. */
import { PAGE, type Asked, type RowPage } from "@/api/ticket-pages";

export interface Trail {
  /** What the list asked for; undefined where it has no further pages. */
  asked: Asked | undefined;
  /** The pages whose keys are here, both included. */
  from: number;
  to: number;
  keys: readonly string[];
  /** How many tickets the list has. */
  count: number;
}

const KEPT = "gongdan.trail";

export function keepTrail(trail: Trail): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(trail));
  } catch {
    // Without room the next ticket simply has no neighbours.
    sessionStorage.removeItem(KEPT);
  }
}

export function readTrail(): Trail | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Trail | null;
    return kept !== null && Array.isArray(kept.keys) && kept.keys.every((key) => typeof key === "string") ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** The trail of a list at one of its pages: that one and those beside it that are there without a gap. */
export function trailAt(asked: Asked, pages: ReadonlyMap<number, RowPage>, page: number, count: number): Trail {
  let [from, to] = [page, page];
  while (pages.has(from - 1)) from -= 1;
  while (pages.has(to + 1)) to += 1;
  const keys: string[] = [];
  for (let at = from; at <= to; at += 1) keys.push(...(pages.get(at)?.rows ?? []).map((row) => row.key));
  return { asked, from, to, keys, count };
}

/** Which pages come before and behind, where there are any. */
export function pagesBeside({ asked, from, to, count }: Trail): { before: number | undefined; after: number | undefined } {
  return { before: asked !== undefined && from > 0 ? from - 1 : undefined, after: asked !== undefined && (to + 1) * PAGE < count ? to + 1 : undefined };
}

/** The trail with one page more. A ticket that the list has moved meanwhile keeps the place that it had. */
export function longer(trail: Trail, side: "before" | "after", page: RowPage): Trail {
  const fresh = page.rows.map((row) => row.key).filter((key) => !trail.keys.includes(key));
  return side === "before" ? { ...trail, from: trail.from - 1, keys: [...fresh, ...trail.keys] } : { ...trail, to: trail.to + 1, keys: [...trail.keys, ...fresh] };
}

/** Who stands before and after, and the how many-eth the ticket is; nothing of a ticket that is not in it. */
export function neighbours({ keys, from }: Trail, key: string): { before: string | undefined; after: string | undefined; place: number } | undefined {
  const at = keys.indexOf(key);
  return at < 0 ? undefined : { before: keys[at - 1], after: keys[at + 1], place: from * PAGE + at + 1 };
}
