/** How a bulk change came out, in numbers and by reasons. */
import type { BulkReport, JobEvent } from "@/api/types";

export interface Counts { total: number; done: number; unchanged: number; waiting: number; refused: number }

const NAMES = ["total", "done", "unchanged", "waiting", "refused"] as const;

/** The numbers in a summary or in what a job tells on its way; undefined where they are not all there. */
export function countsOf(told: unknown): Counts | undefined {
  if (typeof told !== "object" || told === null) return undefined;
  const numbers = NAMES.map((name) => [name, (told as Record<string, unknown>)[name]] as const);
  if (numbers.some(([, number]) => typeof number !== "number")) return undefined;
  return Object.fromEntries(numbers) as unknown as Counts;
}

/** The newest numbers that a job has told. */
export function lastCounts(events: readonly JobEvent[]): Counts | undefined {
  for (let at = events.length - 1; at >= 0; at -= 1) {
    const counts = countsOf(events[at]?.payload);
    if (counts !== undefined) return counts;
  }
  return undefined;
}

/** How many tickets have had their turn. */
export const endedOf = ({ done, unchanged, waiting, refused }: Counts): number => done + unchanged + waiting + refused;

export interface Reason { why: string; tickets: readonly string[] }

/** Tickets by why they were refused, the commonest reason first: what is wrong with three hundred is read once. */
export function byReason(items: readonly BulkReport["items"][number][]): Reason[] {
  const found = new Map<string, string[]>();
  for (const { message, error, ticket } of items) {
    const why = message ?? error ?? "";
    found.set(why, [...(found.get(why) ?? []), ticket]);
  }
  return [...found].map(([why, tickets]) => ({ why, tickets })).sort((one, other) => other.tickets.length - one.tickets.length);
}
