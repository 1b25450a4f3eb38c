import { queryOptions } from "@tanstack/react-query";

import { answer, api, tagged } from "@/api/client";
import { keys } from "@/api/keys";
import type { Func, Schedule, Secret } from "@/api/types";

const SIZE = 100;

/** Reads every page of a list of definitions, which are few. */
async function all<T>(page: (number: number) => Promise<{ items: T[]; total: number }>): Promise<T[]> {
  const found: T[] = [];
  for (let number = 1; ; number += 1) {
    const { items, total } = await page(number);
    found.push(...items);
    if (items.length === 0 || found.length >= total) return found;
  }
}

export const functionsQuery = queryOptions({
  queryKey: [...keys.functions, "all"],
  queryFn: ({ signal }) => all<Func>((page) => answer(api.GET("/api/v1/functions", { params: { query: { page, pageSize: SIZE } }, signal }))),
});

/** One function, with the tag that a change sends back. */
export const functionQuery = (id: string) => queryOptions({
  queryKey: [...keys.functions, "one", id],
  queryFn: ({ signal }) => tagged(api.GET("/api/v1/functions/{id}", { params: { path: { id } }, signal })),
});

export const versionsQuery = (id: string) => queryOptions({
  queryKey: [...keys.functions, "one", id, "versions"],
  queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/functions/{id}/versions", { params: { path: { id } }, signal }))).items,
});

/** The newest jobs of a function. */
export const recentQuery = (id: string) => queryOptions({
  queryKey: [...keys.jobLists, "of", id],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/jobs", { params: { query: { function_id: id, size: 50 } }, signal })),
  refetchInterval: 10_000,
});

export const schedulesQuery = queryOptions({
  queryKey: [...keys.functions, "schedules"],
  queryFn: ({ signal }) => all<Schedule>((page) => answer(api.GET("/api/v1/schedules", { params: { query: { page, pageSize: SIZE } }, signal }))),
});

export const secretsQuery = queryOptions({
  queryKey: [...keys.functions, "secrets"],
  queryFn: ({ signal }) => all<Secret>((page) => answer(api.GET("/api/v1/secrets", { params: { query: { page, pageSize: SIZE } }, signal }))),
});
