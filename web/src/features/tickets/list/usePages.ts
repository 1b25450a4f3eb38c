/** The rows in sight of a list of any length. Server state stays in the query store: a page is one entry, and far ones are let go. */
import { useQueries, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";

import { keys } from "@/api/keys";
import { PAGE, pageQuery, readPage, type Asked, type Row, type RowPage } from "@/api/ticket-pages";
import { bothOf } from "@/ui/filter/clauses";
import { useLive } from "@/ui/live";
import { trailAt, type Trail } from "@/ui/trail";

import { countOf, isFar, pagesFor, patched } from "./rows";

/** Milliseconds in which changes are gathered before the rows are read again. */
const QUIET = 600;
/** So many changed tickets are asked for at once. */
const AT_ONCE = 100;
/** A list that was left longer ago than this, in milliseconds, is read again. */
const STALE = 30_000;

function loaded(client: QueryClient, asked: Asked): Map<number, RowPage> {
  const found = client.getQueriesData<RowPage>({ queryKey: keys.ticketPages(asked) });
  return new Map(found.flatMap(([key, page]) => (page === undefined ? [] : [[key[key.length - 1] as number, page] as const])));
}

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
  rowAt: (index: number) => Row | undefined;
  /** The list around a row, for whoever goes along it ticket by ticket. */
  trail: (index: number) => Trail;
  /** Tells which rows are in sight. */
  look: (first: number, last: number) => void;
  /** How many tickets have come or changed that this list does not show where they belong. */
  news: number;
  /** Reads the list again; what is shown stays until then. */
  refresh: () => void;
}

/** The list that is asked for. */
export function usePages(asked: Asked): Pages {
  const client = useQueryClient();
  const [sight, setSight] = useState<readonly number[]>([0]);
  const [news, setNews] = useState(0);
  const name = JSON.stringify(asked);
  const [of, setOf] = useState(name);
  if (of !== name) {
    setOf(name);
    setNews(0);
  }
  const wanted = useMemo(() => [...new Set([0, ...sight])].sort((one, other) => one - other), [sight]);
  const answers = useQueries({ queries: wanted.map((page) => pageQuery(client, asked, page)) });
  const here = new Map(answers.flatMap((one, place) => (one.data === undefined ? [] : [[wanted[place] ?? 0, one.data] as const])));
  const count = countOf(here);
  const first = answers[0];
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
  useEffect(() => {
    for (const page of loaded(client, JSON.parse(name) as Asked).keys()) {
      if (page !== 0 && isFar(page, sight)) client.removeQueries({ queryKey: keys.ticketPage(JSON.parse(name) as Asked, page), type: "inactive" });
    }
  }, [client, name, sight]);

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
    waiting: first?.data === undefined && first?.error === null,
    error: first?.data === undefined ? first?.error : null,
    rowAt: (index) => here.get(Math.floor(index / PAGE))?.rows[index % PAGE],
    trail: (index) => trailAt(asked, loaded(client, asked), Math.floor(index / PAGE), count),
    look: (from, to) => {
      const next = pagesFor(from, to, count);
      if (next.join() !== sight.join()) setSight(next);
    },
  };
}
