import { useQuery } from "@tanstack/react-query";

import { statusesQuery } from "./queries";
import type { StatusOfType } from "./types";

const over = new Set(["resolved", "closed", "rejected"]);

/**
 * The keys of statuses with which work on a ticket is over, whatever its project and type. A key that means so in one place only is left
 * out: a ticket too many is seen, one too few is forgotten.
 */
export function endedStatuses(all: readonly Pick<StatusOfType, "key" | "category">[]): string[] {
  const open = new Set(all.filter((one) => !over.has(one.category)).map((one) => one.key));
  return [...new Set(all.map((one) => one.key))].filter((key) => !open.has(key));
}

/** What a filter says of tickets that somebody still has to do something about, to stand behind another; `undefined` until it is known. */
export function useUnfinished(): string | undefined {
  const { data: ended } = useQuery({ ...statusesQuery, select: endedStatuses });
  if (ended === undefined) return undefined;
  return ended.length === 0 ? "" : ` and status not in (${ended.join(", ")})`;
}
