/**
 * Goes down a list of jobs, the newest first, by the time at which the next page begins: however long the list is and whatever is added
 * above meanwhile, a page costs the same and no job is missed.
 */
import type { Job } from "@/api/types";

export interface From {
  /** Jobs made at this moment or earlier; the newest ones where it is empty. */
  before: string;
  /** Which page of them: past the first only where one moment fills whole pages. */
  page: number;
}

export const START: From = { before: "", page: 1 };

/** The filter with the place in the list. */
export function below(filter: string, from: From): string {
  if (from.before === "") return filter;
  const place = `created <= "${from.before}"`;
  return filter.trim() === "" ? place : `(${filter}) and ${place}`;
}

/** Where the page after this one begins; `undefined` behind the last. */
export function after(jobs: readonly Job[], size: number, from: From): From | undefined {
  const last = jobs[jobs.length - 1];
  if (last === undefined || jobs.length < size) return undefined;
  return last.created_at === from.before ? { before: from.before, page: from.page + 1 } : { before: last.created_at, page: 1 };
}

/** All pages as one list; what stands on two of them once. */
export function rowsOf(pages: readonly { jobs: readonly Job[] }[]): Job[] {
  const seen = new Set<string>();
  return pages.flatMap((page) => page.jobs).filter((job) => !seen.has(job.id) && seen.add(job.id));
}
