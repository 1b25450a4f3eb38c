/** What differs between two definitions, as it is drawn and told. Statuses are the same by key, else by id; steps by id. */
import { same, type Definition, type Status, type Transition } from "./definition";

export type Kind = "added" | "removed" | "changed";
export const aspects = ["key", "name", "category", "from", "to", "position", "fields", "condition", "approval", "trigger", "post_functions"] as const;
export type Aspect = (typeof aspects)[number];

interface Pair<T> { readonly kind: Kind; readonly old?: T; readonly new?: T; readonly aspects: readonly Aspect[] }
export interface Difference { readonly statuses: readonly Pair<Status>[]; readonly transitions: readonly Pair<Transition>[]; readonly first: boolean }

const ofStatus = ["key", "name", "category"] as const;
const ofStep = ["name", "from", "to", "position", "fields", "condition", "approval", "trigger", "post_functions"] as const;

function pairs<T extends object>(old: readonly T[], next: readonly T[], find: (one: T, all: readonly T[], others: readonly T[]) => T | undefined, keys: readonly (keyof T & Aspect)[]): Pair<T>[] {
  const found: Pair<T>[] = [];
  for (const one of next) {
    const was = find(one, old, next);
    if (was === undefined) found.push({ kind: "added", new: one, aspects: [] });
    else {
      const changed = keys.filter((key) => !same(was[key], one[key]));
      if (changed.length > 0) found.push({ kind: "changed", old: was, new: one, aspects: changed });
    }
  }
  for (const one of old) if (find(one, next, old) === undefined) found.push({ kind: "removed", old: one, aspects: [] });
  return found;
}

function statusIn(one: Status, all: readonly Status[], others: readonly Status[]): Status | undefined {
  const byKey = all.find((other) => other.key === one.key);
  // An id may only be followed where neither side has its key beside it.
  return byKey ?? all.find((other) => other.uuid === one.uuid && !others.some((beside) => beside.key === other.key));
}

export function difference(old: Definition, next: Definition): Difference {
  return {
    statuses: pairs<Status>(old.statuses, next.statuses, statusIn, ofStatus),
    transitions: pairs<Transition>(old.transitions, next.transitions, (one, all) => all.find((other) => other.uuid === one.uuid), ofStep),
    first: old.statuses[0]?.key !== next.statuses[0]?.key,
  };
}

/** Both in one picture: the new with what is gone beside it, and a mark for all that differs. */
export function together(old: Definition, next: Definition): { definition: Definition; marks: Map<string, Kind> } {
  const found = difference(old, next);
  const marks = new Map<string, Kind>();
  for (const pair of found.statuses) marks.set((pair.new ?? pair.old)?.key ?? "", pair.kind);
  for (const pair of found.transitions) marks.set((pair.new ?? pair.old)?.uuid ?? "", pair.kind);
  const renamed = new Map(found.statuses.flatMap((pair) => (pair.old && pair.new && pair.old.key !== pair.new.key ? [[pair.old.key, pair.new.key] as const] : [])));
  const end = (key: string) => renamed.get(key) ?? key;
  const gone = <T>(all: readonly Pair<T>[]): T[] => all.flatMap((pair) => (pair.kind === "removed" && pair.old ? [pair.old] : []));
  return {
    definition: {
      statuses: [...next.statuses, ...gone(found.statuses)],
      transitions: [...next.transitions, ...gone(found.transitions).map((one) => ({ ...one, from: end(one.from), to: end(one.to) }))],
    },
    marks,
  };
}
