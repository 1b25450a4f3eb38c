/** What people are called, by log-in name: asked for together, a moment after the first is wanted, and kept for every page. */
import { skipToken, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { answer, api } from "./client";
import { keys } from "./keys";

/** By log-in name; empty of somebody who is not known, or has no other name. */
type Names = ReadonlyMap<string, string>;

const NONE: Names = new Map();
/** How many are asked for at once. The server takes twice as many; addresses are not to become long. */
const MOST = 100;
/** After how many milliseconds those are asked for again whom the server could not be asked for. */
const AGAIN = 30_000;

/** Who is wanted and was not asked for yet. */
const wanted = new WeakMap<QueryClient, Set<string>>();
const asked = new WeakMap<QueryClient, Set<string>>();

const setOf = (sets: WeakMap<QueryClient, Set<string>>, client: QueryClient): Set<string> => {
  const set = sets.get(client) ?? new Set();
  sets.set(client, set);
  return set;
};

function keep(client: QueryClient, change: (names: Map<string, string>) => void): void {
  client.setQueryData<Names>(keys.names, (before = NONE) => {
    const names = new Map(before);
    change(names);
    return names;
  });
}

async function ask(client: QueryClient, usernames: readonly string[]): Promise<void> {
  const under = setOf(asked, client);
  usernames.forEach((username) => under.add(username));
  try {
    const { items } = await answer(api.GET("/api/v1/names", { params: { query: { of: usernames.join(",") } } }));
    // A log-in name is one in any case.
    const found = new Map(items.map((one) => [one.username.toLowerCase(), one.nickname]));
    keep(client, (names) => usernames.forEach((username) => names.set(username, found.get(username.toLowerCase()) ?? "")));
  } catch {
    keep(client, (names) => usernames.forEach((username) => names.set(username, "")));
    setTimeout(() => keep(client, (names) => usernames.forEach((username) => names.delete(username))), AGAIN);
  } finally {
    usernames.forEach((username) => under.delete(username));
  }
}

/** Has somebody asked for, with all others who are wanted at the same moment. */
export function want(client: QueryClient, username: string): void {
  if (asked.get(client)?.has(username) === true) return;
  const set = setOf(wanted, client);
  set.add(username);
  if (set.size > 1) return;
  // All that the page shows is wanted before this comes to its turn.
  setTimeout(() => {
    const all = [...set];
    set.clear();
    for (let from = 0; from < all.length; from += MOST) void ask(client, all.slice(from, from + MOST));
  });
}

/** Gives what somebody is called: their log-in name where they are called nothing else, nothing until it is known. */
export function useNames(): (username: string) => string | undefined {
  const client = useQueryClient();
  const { data = NONE } = useQuery<Names>({ queryKey: keys.names, queryFn: skipToken });
  return useCallback((username: string) => {
    const name = data.get(username);
    if (name === undefined) want(client, username);
    return name === "" ? username : name;
  }, [client, data]);
}

/** Has everybody's name asked for anew, as somebody was given another. */
export function forgetNames(client: QueryClient): void {
  client.setQueryData<Names>(keys.names, NONE);
}
