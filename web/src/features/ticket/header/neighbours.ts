/** The list to go along from a ticket. */
import type { QueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import { readTrail, type Trail } from "@/ui/trail";

/** The keys in an answer of a list, whether it came whole or in pages. */
export function keysIn(data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  const { items, pages } = data as { items?: unknown; pages?: unknown };
  if (Array.isArray(pages)) return pages.flatMap(keysIn);
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => (typeof (item as { key?: unknown } | null)?.key === "string" ? [(item as { key: string }).key] : []));
}

/** The list that the reader went along last, where the ticket is in it; else the newest short one or column of a board that has it. */
export function trailOf(client: QueryClient, key: string): Trail | undefined {
  const kept = readTrail();
  if (kept?.keys.includes(key)) return kept;
  const lists = [keys.ticketLists, keys.boards].flatMap((queryKey) => client.getQueryCache().findAll({ queryKey }));
  for (const list of lists.sort((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt)) {
    const found = keysIn(list.state.data);
    if (found.includes(key)) return { asked: undefined, from: 0, to: 0, keys: found, count: found.length };
  }
  return undefined;
}
