/** A list of any length as a whole: how long it is, and what has changed of it. Its rows are read where they are drawn (`useSight.ts`). */
import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

import { keys } from "@/api/keys";
import { PAGE, pageQuery, readPage, type Asked, type Row, type RowPage } from "@/api/ticket-pages";
import { bothOf } from "@/ui/filter/clauses";
import { useLive } from "@/ui/live";
import { trailAt, type Trail } from "@/ui/trail";

import { countOf, loaded, patched } from "./rows";

/** Milliseconds in which changes are gathered before the rows are read again. */
const QUIET = 600;
/** So many changed tickets are asked for at once. */
const AT_ONCE = 100;
/** A list that was left longer ago than this, in milliseconds, is read again. */
const STALE = 30_000;

/** Reads the changed tickets once and puts them into the pages. Answers how many of them are in none. */
async function patch(client: QueryClient, asked: Asked, ids: readonly number[]): Promise<number> {
  const wanted = { filter: bothOf(asked.filter, `id in (${ids.join(", ")})`), q: asked.q, sort: "" };
  const { rows } = await readPage(wanted, {}, undefined);
  const changed = new Set(ids);
  const found = new Map(rows.map((row) => [row.id, row]));
  const shown = new Set<number>();
  for (const [number, page] of loaded(client, asked)) {
    for (const row of page.rows) shown.add(row.id);
    const next = patched(page, changed, found);
    if (next !== page) client.setQueryData(keys.ticketPage(asked, number), next);
  }
  return rows.filter((row) => !shown.has(row.id)).length;
}

export interface Pages {
  count: number;
  /** Whether nothing has come yet. */
  waiting: boolean;
  error: unknown;
  /** The row at this place, as far as it has come. It does not follow what changes. */
  rowAt: (index: number) => Row | undefined;
  /** The list around a row, for whoever goes along it ticket by ticket. */
  trail: (index: number) => Trail;
  /** Takes what the pages in sight say of the list's length. */
  onCount: (count: number) => void;
  /** How many tickets have come or changed that this list does not show where they belong. */
  news: number;
  /** Reads the list again; what is shown stays until then. */
  refresh: () => void;
}

/** The list that is asked for. */
export function usePages(asked: Asked): Pages {
  const client = useQueryClient();
  const [news, setNews] = useState(0);
  const [told, setTold] = useState<number>();
  const name = JSON.stringify(asked);
  const [of, setOf] = useState(name);
  if (of !== name) {
    setOf(name);
    setNews(0);
    setTold(undefined);
  }
  const { data, error } = useQuery({ ...pageQuery(client, asked, 0), notifyOnChangeProps: ["data", "error"] });
  const count = told ?? (data === undefined ? 0 : countOf(new Map([[0, data]])));
  const reread = () => {
    client.removeQueries({ queryKey: keys.ticketPages(asked), type: "inactive" });
    void client.invalidateQueries({ queryKey: keys.ticketPages(asked) });
    void client.invalidateQueries({ queryKey: keys.ticketCounts });
  };
  const refresh = () => {
    setNews(0);
    reread();
  };
  const again = useEffectEvent(() => {
    const shown = client.getQueryData<RowPage>(keys.ticketPage(asked, 0));
    if (shown !== undefined && Date.now() - shown.at > STALE) reread();
  });
  useEffect(() => {
    again();
  }, [name]);
  const waiting = useRef({ ids: new Set<number>(), timer: undefined as ReturnType<typeof setTimeout> | undefined });
  const touch = (ids: readonly number[]) => {
    const gathered = waiting.current;
    for (const id of ids) gathered.ids.add(id);
    gathered.timer ??= setTimeout(() => {
      const all = [...gathered.ids];
      gathered.ids = new Set();
      gathered.timer = undefined;
      // So much at once is a new list rather than changes of this one.
      if (all.length > AT_ONCE) setNews((before) => before + all.length);
      // A filter that is refused, or no network: the list itself says so.
      else patch(client, asked, all).then((more) => setNews((before) => before + more), () => undefined);
    }, QUIET);
  };
  useLive((event) => touch([event.ticketId]));
  useEffect(() => {
    const gathered = waiting.current;
    return () => clearTimeout(gathered.timer);
  }, []);

  return {
    count, news, refresh,
    waiting: data === undefined && error === null,
    error: data === undefined ? error : null,
    rowAt: useCallback((index) => client.getQueryData<RowPage>(keys.ticketPage(asked, Math.floor(index / PAGE)))?.rows[index % PAGE], [client, asked]),
    trail: (index) => trailAt(asked, loaded(client, asked), Math.floor(index / PAGE), count),
    onCount: setTold,
  };
}
