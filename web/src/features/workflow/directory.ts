/** What people, groups, departments, roles and functions are called, by their short ids: as far as the reader may look. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";

import { circlesQuery, type Circle } from "@/api/circles";
import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { allPages, fieldsQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import type { components } from "@/api/schema.gen";
import type { CustomField } from "@/api/types";

export interface Choice { readonly value: string; readonly label: string }
export type Circles = "group" | "department" | "role";

export interface Directory {
  /** Whether there are people to look for. */
  readonly seePeople: boolean;
  /** What may be chosen for a user domain that needs a circle of people. */
  readonly choices: Readonly<Record<Circles, readonly Choice[]>>;
  readonly functions: readonly Choice[];
  readonly fields: readonly CustomField[];
  /** What an id is called; itself where that is not known. */
  readonly called: (id: string) => string;
  /** Remembers what those are called who were found and chosen, and whom the definition did not come with. */
  readonly meet: (people: readonly Choice[]) => void;
}

const LONG = 5 * 60_000;

/** Asks for all of it, each once. `names` are those that came with the definition. */
export function useDirectory(project: string, names: Readonly<Record<string, string>>): Directory {
  const can = useCan();
  const enabled = can.seePeople;
  const groups = useQuery({ ...circlesQuery("groups"), enabled, staleTime: LONG });
  const roles = useQuery({ ...circlesQuery("roles"), enabled, staleTime: LONG });
  const departments = useQuery({ ...circlesQuery("departments"), enabled, staleTime: LONG });
  const functions = useQuery({
    queryKey: [...keys.functions, "all"], enabled, staleTime: LONG,
    queryFn: ({ signal }) => allPages<components["schemas"]["ShownFunction"]>((page) => answer(api.GET("/api/v1/functions", { params: { query: { page, pageSize: 100 } }, signal }))),
  });
  const [met, setMet] = useState<ReadonlyMap<string, string>>(new Map());
  const meet = useCallback((people: readonly Choice[]) => setMet((before) => new Map([...before, ...people.map((one) => [one.value, one.label] as const)])), []);
  const { data: fields } = useQuery(fieldsQuery(project));
  const circles = (found: { data?: readonly Circle[] | undefined }): Choice[] => (found.data ?? []).map(({ uuid, name }) => ({ value: uuid, label: name }));
  const choices = {
    group: circles(groups), department: circles(departments), role: circles(roles),
  };
  const known = new Map(Object.values(choices).flat().map((choice) => [choice.value, choice.label]));
  return {
    seePeople: enabled, choices, fields: fields ?? [], meet,
    functions: (functions.data ?? []).map((one) => ({ value: one.id, label: one.name })),
    called: (id) => names[id] ?? known.get(id) ?? met.get(id) ?? id,
  };
}
