/** Figures as the charts and tables take them: a name, a number, and the filter that lists exactly those tickets. */
export interface Slice {
  key: string;
  name: string;
  count: number;
  filter: string;
  /** Which colour of the theme it has, by its name without `--gd-`. */
  tone: string;
}

/** The address of the list behind a figure. */
export const listOf = (filter: string): string => (filter === "" ? "/tickets" : `/tickets?filter=${encodeURIComponent(filter)}`);

/** The colour of a category of statuses. */
export const toneOfCategory = (category: string): string => `${category}-text`;

const DAY = 86_400;
/** The bounds of an age in days: `{ from: 1, to: 3 }`; the oldest has no end. */
export const daysOf = (fromSeconds: number, toSeconds: number | null): { from: number; to: number | undefined } => ({
  from: Math.round(fromSeconds / DAY), to: toSeconds === null ? undefined : Math.round(toSeconds / DAY),
});

/** The first so many, and what is left as one more. */
export function fold(slices: readonly Slice[], most: number): { shown: readonly Slice[]; rest: number } {
  return { shown: slices.slice(0, most), rest: slices.slice(most).reduce((sum, slice) => sum + slice.count, 0) };
}
