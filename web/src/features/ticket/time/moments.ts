/** The moments of a ticket's life: after each of its steps. In the address as RFC 3339, so that a page of the past can be shared. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useSearchParams } from "react-router";

import { historyQuery } from "../queries";
import type { Step } from "../types";

/** Pages of a hundred steps that are read of themselves; who wants more asks for it. */
const PAGES = 10;

/** All steps, oldest first, as far as they have been read. */
export function useSteps(key: string, filter = "") {
  const query = useInfiniteQuery(historyQuery(key, filter));
  const { hasNextPage, isFetchingNextPage, fetchNextPage, data } = query;
  const read = data?.pages.length ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && read < PAGES) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, read]);
  const steps: readonly Step[] = data?.pages.flatMap((page) => page.items) ?? [];
  return { query, steps };
}

/** The last step that is not after a moment: its place, or the first. */
export function placeOf(steps: readonly Pick<Step, "at">[], moment: string): number {
  const at = Date.parse(moment);
  if (Number.isNaN(at)) return Math.max(0, steps.length - 1);
  // Moments of steps are finer than milliseconds; the same text is the same moment.
  const exact = steps.findLastIndex((step) => step.at === moment);
  return exact >= 0 ? exact : Math.max(0, steps.findLastIndex((step) => Date.parse(step.at) <= at));
}

/** What the address says of the past: the moment shown, and the one it is compared with. */
export function useMoments() {
  const [search, setSearch] = useSearchParams();
  const moment = search.get("asOf") ?? undefined;
  const other = search.get("from") ?? undefined;
  const show = (next: { asOf?: string | undefined; from?: string | undefined }, how: "push" | "replace" = "replace") => setSearch((before) => {
    const after = new URLSearchParams(before);
    for (const name of ["asOf", "from"] as const) {
      if (!(name in next)) continue;
      const value = next[name];
      if (value === undefined) after.delete(name);
      else after.set(name, value);
    }
    return after;
  }, { replace: how === "replace", preventScrollReset: true });
  return { moment, other, show };
}
