/** Bulk changes are jobs of the server: they go on when the page is left, and whoever comes back finds them by asking for their own. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { BulkReport, BulkWish, Job } from "@/api/types";
import { isOver } from "@/ui/JobStateTag";

/** What is done to each of the chosen tickets. */
export type Deed = Omit<BulkWish, "ids" | "filter">;

export const actions = ["transition", "assign", "priority", "tags", "comment", "delete", "restore", "undo"] as const;
export type Action = (typeof actions)[number];

/** So many jobs are shown at once; each that runs holds a connection. */
const SHOWN = 3;
/** Jobs that ended longer ago are not told of any more. */
const SPAN = "-1h";
const MINE = `actor = me and function in (${actions.map((one) => `"bulk:${one}"`).join(", ")}) and (state in (pending, running) or ended > ${SPAN})`;
/** Milliseconds between two looks while one's job runs: its own stream says more; this finds its end where that is cut. */
const LIVELY = 5_000;

/** What a job of this name does; undefined where it is no bulk change. */
export const actionOf = (job: Pick<Job, "function_id">): Action | undefined => actions.find((one) => `bulk:${one}` === job.function_id);

/** One's own bulk changes, those under way and those that have just ended, the newest first. */
export const bulkJobsQuery = queryOptions({
  queryKey: keys.bulkJobs,
  queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/jobs", { params: { query: { filter: MINE, size: SHOWN } }, signal }))).jobs,
  staleTime: 0,
  refetchInterval: ({ state: { data } }) => (data?.some((job) => !isOver(job.state)) ? LIVELY : false),
});

/** How many tickets a job is about, and how they came out once it has succeeded. */
export const bulkReportQuery = ({ id, state }: Pick<Job, "id" | "state">) =>
  queryOptions({
    queryKey: keys.bulkReport(id, state),
    queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets/bulk/{job}", { params: { path: { job: id }, query: { pageSize: "1" } }, signal })),
  });

/** The tickets that came out so, with why. */
export const bulkItemsQuery = (job: string, outcome: BulkReport["items"][number]["outcome"]) =>
  infiniteQueryOptions({
    queryKey: keys.bulkItems(job, outcome),
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => answer(api.GET("/api/v1/tickets/bulk/{job}", { params: { path: { job }, query: { outcome, pageSize: "100", ...(pageParam !== "" && { cursor: pageParam }) } }, signal })),
    getNextPageParam: (last) => last.nextCursor,
  });

export const startBulk = (tickets: readonly string[], deed: Deed) => answer(api.POST("/api/v1/tickets/bulk", { body: { ...deed, ids: [...tickets] } }));
export const undoBulk = (job: string) => answer(api.POST("/api/v1/tickets/bulk/{job}/undo", { params: { path: { job } } }));
export const stopBulk = (job: string) => answer(api.POST("/api/v1/jobs/{id}/cancel", { params: { path: { id: job } } }));
