import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";

import { after, below, START, type From } from "./paging";
import { isOver } from "@/ui/JobStateTag";

export const PAGE = 100;
/** Milliseconds between two looks at what goes on: jobs are in no feed. */
const LIVELY = 3_000;
const CALM = 20_000;

/** The jobs that meet a filter, the newest first. */
export const jobsQuery = (filter: string) => infiniteQueryOptions({
  queryKey: keys.jobs({ filter }),
  initialPageParam: START,
  queryFn: ({ pageParam, signal }) => {
    const whole = below(filter, pageParam);
    return answer(api.GET("/api/v1/jobs", { params: { query: { ...(whole !== "" && { filter: whole }), page: pageParam.page, size: PAGE } }, signal }));
  },
  getNextPageParam: (last, _all, from: From) => after(last.jobs, PAGE, from),
  refetchInterval: ({ state: { data } }) => {
    // Who has scrolled far reads; only the newest pages are kept fresh.
    if (data === undefined || data.pages.length > 3) return false;
    return data.pages.some((page) => page.jobs.some((job) => !isOver(job.state))) ? LIVELY : CALM;
  },
});

/** How many jobs of each state meet a filter, and how long they took. */
export const statsQuery = (filter: string) => queryOptions({
  queryKey: [...keys.jobLists, "stats", filter],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/function-calls/stats", { params: { query: filter === "" ? {} : { filter } }, signal })),
  refetchInterval: ({ state: { data } }) => (data !== undefined && data.running + data.other > 0 ? LIVELY : CALM),
});

/** One job with its parameters and result. */
export const jobQuery = (id: string) => queryOptions({
  queryKey: keys.job(id),
  queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/jobs/{id}", { params: { path: { id } }, signal }))).data,
  refetchInterval: ({ state: { data } }) => (data !== undefined && !isOver(data.state) ? LIVELY : false),
});

/** The names of all functions, for completion. */
export const functionNamesQuery = queryOptions({
  queryKey: [...keys.functions, "names"],
  queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/functions", { params: { query: { pageSize: 100 } }, signal }))).items.map((one) => one.id),
  staleTime: 60_000,
});
