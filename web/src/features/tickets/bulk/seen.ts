/** Which ended bulk changes the reader has put away on this device. */
import { useState } from "react";

import type { Job } from "@/api/types";

const KEY = "gongdan.bulk.seen";
/** So many are remembered: older ones are not shown anyway. */
const MOST = 40;

/** A job's number with when it was made: numbers begin anew where data were put back. */
const nameOf = (job: Pick<Job, "id" | "created_at">) => `${job.id}@${job.created_at}`;

export function readSeen(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** Remembers jobs as put away, beside those that are; answers all of them. */
export function keepSeen(jobs: readonly Pick<Job, "id" | "created_at">[]): readonly string[] {
  const next = [...new Set([...readSeen(), ...jobs.map(nameOf)])].slice(-MOST);
  localStorage.setItem(KEY, JSON.stringify(next));
  return next;
}

export const isSeen = (seen: readonly string[], job: Pick<Job, "id" | "created_at">): boolean => seen.includes(nameOf(job));

/** Puts jobs away, and says whether one was. */
export function useSeen(): { isSeen: (job: Job) => boolean; putAway: (jobs: readonly Job[]) => void } {
  const [seen, setSeen] = useState(readSeen);
  return { isSeen: (job) => isSeen(seen, job), putAway: (jobs) => setSeen(keepSeen(jobs)) };
}
