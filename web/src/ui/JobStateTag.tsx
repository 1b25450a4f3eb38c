import { useTranslation } from "react-i18next";

import type { JobState } from "@/api/types";

import { StatusWord, type Category } from "./tags";

export const jobStates = ["pending", "running", "succeeded", "failed", "timeout", "canceled"] as const satisfies readonly JobState[];

const categories: Record<JobState, Category> = { pending: "new", running: "active", succeeded: "resolved", failed: "rejected", timeout: "paused", canceled: "closed" };

/** How a job stands. */
export function JobStateTag({ state }: { state: JobState }) {
  const { t } = useTranslation();
  return <StatusWord category={categories[state]}>{t(`jobState.${state}`)}</StatusWord>;
}

/** Whether a job has come to its end. */
export const isOver = (state: JobState): boolean => state !== "pending" && state !== "running";
