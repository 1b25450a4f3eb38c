/** The tickets before and after this one in the list that the reader came from. */
import type { QueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";

/** What a link to a ticket may carry in its history state: the keys of its list in order, and where the list is. */
export interface Trail {
  trail: readonly string[];
  back?: string;
}

const isTrail = (state: unknown): state is Trail =>
  typeof state === "object" && state !== null && Array.isArray((state as Trail).trail) && (state as Trail).trail.every((key) => typeof key === "string");

/** The keys in an answer of a list, whether it came whole or in pages. */
export function keysIn(data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  const { items, pages } = data as { items?: unknown; pages?: unknown };
  if (Array.isArray(pages)) return pages.flatMap(keysIn);
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => (typeof (item as { key?: unknown } | null)?.key === "string" ? [(item as { key: string }).key] : []));
}

/** The list to go along: the one that the link named, else the newest one read that has the ticket in it. */
export function trailOf(client: QueryClient, state: unknown, key: string): Trail {
  if (isTrail(state) && state.trail.includes(key)) return state;
  const lists = client.getQueryCache().findAll({ queryKey: keys.ticketLists }).sort((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt);
  for (const list of lists) {
    const found = keysIn(list.state.data);
    if (found.includes(key)) return { trail: found };
  }
  return { trail: [] };
}

/** Who stands before and after. */
export function neighbours(trail: readonly string[], key: string): { before?: string | undefined; after?: string | undefined; place: number } {
  const place = trail.indexOf(key);
  return place < 0 ? { place } : { before: trail[place - 1], after: trail[place + 1], place };
}
