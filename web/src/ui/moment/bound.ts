/** Moments that make sense on one side of now only. */
import type { Dayjs } from "dayjs";

/** Where a moment has to be: what has happened is in the past, what is planned in the future. */
export type Bound = "past" | "future";

/** Whether a moment is on the wrong side of now. */
export const breaks = (moment: Dayjs, bound: Bound, now: number): boolean => (bound === "past" ? moment.valueOf() > now : moment.valueOf() <= now);

/** Whether no moment of a day would do. */
export const isOut = (day: Dayjs, bound: Bound, now: number): boolean => breaks(bound === "past" ? day.startOf("day") : day.endOf("day"), bound, now);

/** On which side of now a custom field of a screen has to be, by its key: a pause that has ended already is none (docs/incidents.md). */
export const boundOf = (key: string): Bound | undefined => (key === "pause_end_time" ? "future" : undefined);
