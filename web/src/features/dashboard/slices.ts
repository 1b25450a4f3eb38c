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

/** Slices of one name as one: readers know a status by its name, and two workflows may have one of the same. Its colour is the largest's. */
export function byName(slices: readonly Slice[]): readonly Slice[] {
  const found = new Map<string, Slice & { parts: Slice[] }>();
  for (const slice of slices) {
    const parts = [...(found.get(slice.name)?.parts ?? []), slice];
    const tone = parts.reduce((most, part) => (part.count > most.count ? part : most), slice).tone;
    const sum = parts.reduce((all, part) => all + part.count, 0);
    const joined = { key: parts.map((part) => part.key).join(" "), name: slice.name, count: sum, filter: parts.map((part) => `(${part.filter})`).join(" or "), tone };
    found.set(slice.name, { ...(parts.length === 1 ? slice : joined), parts });
  }
  return [...found.values()].map(({ key, name, count, filter, tone }) => ({ key, name, count, filter, tone }));
}
