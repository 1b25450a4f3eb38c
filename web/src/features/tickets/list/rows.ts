/** Pages of a long list, and how they are put together. */
import type { QueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";
import { PAGE, toRow, type Asked, type RowPage } from "@/api/ticket-pages";
import type { Ticket } from "@/api/types";

/** More rows than this a browser cannot scroll through; the list says so and asks for a narrower filter. */
export const MOST = 400_000;
/** Pages further from what is looked at are let go. */
const NEAR = 12;
/** So many rows further on the way are fetched before they are drawn. */
const AHEAD = PAGE / 2;

/** The rows that are drawn, both included, of a list of `count`, and whether it moves to its end. */
export interface Stretch { first: number; last: number; count: number; down: boolean }

/** The pages of the list that have come, by their numbers. */
export function loaded(client: QueryClient, asked: Asked): Map<number, RowPage> {
  const found = client.getQueriesData<RowPage>({ queryKey: keys.ticketPages(asked) });
  return new Map(found.flatMap(([key, page]) => (page === undefined ? [] : [[key[key.length - 1] as number, page] as const])));
}

/** How many rows there are: where the last page is known, exactly what it says, else the newest total. */
export function countOf(pages: ReadonlyMap<number, RowPage>): number {
  let newest: RowPage | undefined;
  for (const [number, page] of pages) {
    if (page.next === undefined && page.rows.length > 0) return number * PAGE + page.rows.length;
    if (newest === undefined || page.at > newest.at) newest = page;
  }
  return newest?.total ?? 0;
}

/** The pages that must be there for the rows from `first` to `last`. */
export function pagesFor(first: number, last: number, count: number): number[] {
  const begin = Math.max(0, Math.floor(first / PAGE));
  const end = Math.max(begin, Math.floor(Math.min(last, Math.max(0, count - 1)) / PAGE));
  return Array.from({ length: end - begin + 1 }, (_, place) => begin + place);
}

/** The pages for what is drawn and a little further on the way. */
export function pagesToward({ first, last, count, down }: Stretch): number[] {
  return down ? pagesFor(first, last + AHEAD, count) : pagesFor(first - AHEAD, last, count);
}

/** Whether a page is too far from those in sight to be kept. */
export function isFar(page: number, inSight: readonly number[]): boolean {
  return inSight.every((one) => Math.abs(one - page) > NEAR);
}

/** The page with rows as they are now; those of `ids` that nobody finds any more are marked. */
export function patched(page: RowPage, ids: ReadonlySet<number>, found: ReadonlyMap<number, Ticket>): RowPage {
  if (!page.rows.some((row) => ids.has(row.id))) return page;
  const rows = page.rows.map((row) => {
    if (!ids.has(row.id)) return row;
    const now = found.get(row.id);
    return now === undefined ? { ...row, gone: true } : toRow(now);
  });
  return { ...page, rows };
}
