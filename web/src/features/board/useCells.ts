/** The cells of a board: one list of tickets each, read as far as somebody has scrolled, and changed in place by what happens. */
import { infiniteQueryOptions, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { Ticket } from "@/api/types";
import { bothOf } from "@/ui/filter/clauses";
import { useLive } from "@/ui/live";

import type { BoardColumn } from "./columns";
import { without, withTicket, type CellPage } from "./moves";

const PAGE = 30;
const QUIET = 600;
const AT_ONCE = 100;

/** Across the board: everybody, or one person, or one priority. */
export interface Lane {
  id: string;
  /** Empty where there are no lanes. */
  filter: string;
  has: (ticket: Ticket) => boolean;
  /** What a ticket becomes that is put there; undefined where that is not one thing. */
  says: Readonly<Partial<Record<"assignee" | "priority", string>>> | undefined;
}

export interface Cell { id: string; column: BoardColumn; lane: Lane; filter: string }

export const cellId = (lane: Lane, column: BoardColumn) => `${lane.id}|${column.id}`;

/** The tickets of one cell. */
export const cellQuery = (filter: string, q: string) =>
  infiniteQueryOptions({
    queryKey: keys.board({ filter, q }),
    initialPageParam: "",
    queryFn: async ({ pageParam, signal }): Promise<CellPage> => {
      const query = { filter, sort: "-updatedAt", cursor: pageParam, pageSize: String(PAGE), ...(q !== "" && { q }) };
      return answer(api.GET("/api/v1/tickets", { params: { query }, signal }));
    },
    getNextPageParam: (last) => last.nextCursor,
    staleTime: 60_000,
  });

type Held = InfiniteData<CellPage, string>;

/** Puts a ticket where it belongs on the board, out of every other cell; undefined takes it away. Answers how to put all back. */
export function settle(client: QueryClient, cells: readonly Cell[], q: string, id: number, ticket: Ticket | undefined): () => void {
  const before: (() => void)[] = [];
  for (const cell of cells) {
    const { queryKey } = cellQuery(cell.filter, q);
    const held = client.getQueryData<Held>(queryKey);
    if (held === undefined) continue;
    const here = ticket !== undefined && cell.lane.has(ticket) && cell.column.has(ticket.project, ticket.type, ticket.status);
    const next = here ? withTicket(held, ticket) : without(held, id);
    if (next === held) continue;
    before.push(() => client.setQueryData<Held>(queryKey, held));
    client.setQueryData<Held>(queryKey, next);
  }
  return () => before.forEach((back) => back());
}

/** All cells, kept up to date by what happens to tickets. */
export function useCells(base: string, q: string, columns: readonly BoardColumn[], lanes: readonly Lane[]): readonly Cell[] {
  const client = useQueryClient();
  const cells = useMemo(
    () => lanes.flatMap((lane) => columns.map((column): Cell => ({ id: cellId(lane, column), column, lane, filter: [base, lane.filter].reduce(bothOf, column.filter) }))),
    [base, columns, lanes],
  );
  const gathered = useRef({ ids: new Set<number>(), timer: undefined as ReturnType<typeof setTimeout> | undefined });
  const read = async (ids: readonly number[]) => {
    const query = { filter: bothOf(base, `id in (${ids.join(", ")})`), pageSize: "100", ...(q !== "" && { q }) };
    const { items } = await answer(api.GET("/api/v1/tickets", { params: { query } }));
    for (const id of ids) settle(client, cells, q, id, items.find((one) => one.id === id));
  };
  useLive((event) => {
    const waiting = gathered.current;
    waiting.ids.add(event.ticketId);
    waiting.timer ??= setTimeout(() => {
      const ids = [...waiting.ids];
      waiting.ids = new Set();
      waiting.timer = undefined;
      if (ids.length > AT_ONCE) void client.invalidateQueries({ queryKey: keys.boards });
      // Without an answer the columns stay as they are; they are read again when the network is back.
      else read(ids).catch(() => undefined);
    }, QUIET);
  });
  useEffect(() => {
    const waiting = gathered.current;
    return () => clearTimeout(waiting.timer);
  }, []);
  return cells;
}
