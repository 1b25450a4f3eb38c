import { queryOptions } from "@tanstack/react-query";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";

import { beginning, zoneOf, type Range } from "./range";

export interface Wish { project: string; range: Range }

const MINUTE = 60_000;
const about = (wish: Wish) => ({ project: wish.project === "" ? undefined : wish.project });
const since = (wish: Wish) => ({ ...about(wish), from: beginning(wish.range, new Date()).toISOString() });
const fresh = { staleTime: MINUTE, refetchInterval: 2 * MINUTE, placeholderData: <T>(before: T): T => before } as const;

/** What came in and what was resolved, day by day. */
export const flowQuery = (wish: Wish) => queryOptions({
  queryKey: keys.stats("flow", wish), ...fresh,
  queryFn: ({ signal }) => answer(api.GET("/api/v1/stats/flow", { params: { query: { ...since(wish), zone: zoneOf(new Date()) } }, signal })),
});
/** How long it took, by the day on which it was done. */
export const timesQuery = (wish: Wish) => queryOptions({
  queryKey: keys.stats("times", wish), ...fresh,
  queryFn: ({ signal }) => answer(api.GET("/api/v1/stats/times", { params: { query: { ...since(wish), zone: zoneOf(new Date()) } }, signal })),
});
/** The tickets of the range, by status. */
export const statusQuery = (wish: Wish) => queryOptions({
  queryKey: keys.stats("status", wish), ...fresh,
  queryFn: ({ signal }) => answer(api.GET("/api/v1/stats/status", { params: { query: since(wish) }, signal })),
});
/** The tickets of the range, by priority. */
export const priorityQuery = (wish: Wish) => queryOptions({
  queryKey: keys.stats("priority", wish), ...fresh,
  queryFn: ({ signal }) => answer(api.GET("/api/v1/stats/priority", { params: { query: since(wish) }, signal })),
});
/** All open tickets, by age. */
export const agesQuery = (wish: Wish) => queryOptions({
  queryKey: keys.stats("ages", about(wish)), ...fresh,
  queryFn: ({ signal }) => answer(api.GET("/api/v1/stats/ages", { params: { query: about(wish) }, signal })),
});
/** All open tickets, by who has them. */
export const loadQuery = (wish: Wish) => queryOptions({
  queryKey: keys.stats("load", about(wish)), ...fresh,
  queryFn: ({ signal }) => answer(api.GET("/api/v1/stats/load", { params: { query: about(wish) }, signal })),
});
