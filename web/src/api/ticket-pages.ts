/** Pages of a long list of tickets, in the order in which they were asked for. The list draws them, and a ticket's page goes along them. */
import type { QueryClient } from "@tanstack/react-query";

import { answer, api } from "./client";
import { keys } from "./keys";
import type { Ticket } from "./types";

/** Tickets of one page. */
export const PAGE = 100;
/** So much of a long text is kept of each row. */
const TEXT = 240;

/** What is asked of the server. */
export interface Asked { filter: string; sort: string; q: string }

export interface Row extends Ticket {
  /** It is not what is asked for any more, since somebody changed it. */
  gone?: boolean;
}

export interface RowPage {
  rows: readonly Row[];
  total: number;
  next: string | undefined;
  /** When it was read, in milliseconds. */
  at: number;
}

/** A ticket as a row: its text is cut, so that a long list stays small. */
export const toRow = (ticket: Ticket): Row => (ticket.content.length > TEXT ? { ...ticket, content: ticket.content.slice(0, TEXT) } : ticket);

export async function readPage(asked: Asked, where: { cursor?: string; page?: string }, signal: AbortSignal | undefined): Promise<RowPage> {
  const query = { ...(asked.filter !== "" && { filter: asked.filter }), ...(asked.q !== "" && { q: asked.q }), ...(asked.sort !== "" && { sort: asked.sort }), ...where, pageSize: String(PAGE) };
  const { items, total, nextCursor } = await answer(api.GET("/api/v1/tickets", { params: { query }, ...(signal && { signal }) }));
  return { rows: items.map(toRow), total, next: nextCursor, at: Date.now() };
}

/** One page: behind the one before it by keyset, and by its number where somebody jumps into the middle. */
export function pageQuery(client: QueryClient, asked: Asked, page: number) {
  return {
    queryKey: keys.ticketPage(asked, page),
    queryFn: ({ signal }: { signal: AbortSignal }) => {
      const cursor = page === 0 ? "" : client.getQueryData<RowPage>(keys.ticketPage(asked, page - 1))?.next;
      return readPage(asked, cursor === undefined ? { page: String(page + 1) } : { cursor }, signal);
    },
    staleTime: Infinity,
  };
}
