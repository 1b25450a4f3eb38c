/** Completion for filters over things whose fields are few and known here: jobs, the audit, what a webhook is told of. */
import type { FieldKind, Offered, Sources } from "./offers";

export interface Field {
  kind: FieldKind;
  /** What is offered for it, or where that is asked for. */
  values?: readonly string[] | (() => Promise<readonly string[]>);
}

/** The fields of a filter by their names, in the order in which they are offered. */
export type Vocabulary = Readonly<Record<string, Field>>;

/** Times that are often meant. */
export const usualTimes = ["now", "today", "yesterday", "-1h", "-24h", "-7d", "today-7d"] as const;

async function valuesOf(field: Field | undefined): Promise<Offered[]> {
  if (field?.values === undefined) return [];
  const values = typeof field.values === "function" ? await field.values() : field.values;
  // Names may need quotes; `me`, a time or a number says something only without.
  const raw = !["word", "text", "label"].includes(field.kind);
  return values.map((text) => ({ text, raw }));
}

export function sourcesOf(vocabulary: Vocabulary, meaning: Sources["meaning"]): Sources {
  return {
    fields: () => Promise.resolve(Object.entries(vocabulary).map(([text, { kind }]) => ({ text, kind }))),
    values: (name) => valuesOf(Object.entries(vocabulary).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1]),
    meaning,
  };
}
