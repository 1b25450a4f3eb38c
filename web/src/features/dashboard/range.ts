/** The stretch of time that the dashboard looks at. */
export const ranges = [7, 30, 90, 365] as const;
export type Range = (typeof ranges)[number];

/** The range in an address; 30 days where there is none that we know. */
export function rangeOf(text: string | null): Range {
  return ranges.find((range) => String(range) === text) ?? 30;
}

/** When the first of so many days begins, today being the last, in the reader's zone. */
export function beginning(range: Range, now: Date): Date {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - (range - 1));
  return day;
}

/** How many minutes the reader's days begin before those of UTC, as the server wants it. */
export const zoneOf = (now: Date): number => -now.getTimezoneOffset();
