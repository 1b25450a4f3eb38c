/** What people, groups, departments, roles and functions are called, by their short ids: as far as the reader may look. */
import { useQuery } from "@tanstack/react-query";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { fieldsQuery, peopleQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import type { CustomField } from "@/api/types";

export interface Choice { readonly value: string; readonly label: string }
export type Circles = "single_user" | "group" | "department" | "role";

export interface Directory {
  /** What may be chosen for a user domain that needs something. */
  readonly choices: Readonly<Record<Circles, readonly Choice[]>>;
  readonly functions: readonly Choice[];
  readonly fields: readonly CustomField[];
  /** What an id is called; itself where that is not known. */
  readonly called: (id: string) => string;
}

const query = { pageSize: 100 };
const LONG = 5 * 60_000;

/** Asks for all of it, each once. `names` are those that came with the definition. */
export function useDirectory(project: string, names: Readonly<Record<string, string>>): Directory {
  const can = useCan();
  const enabled = can.seePeople;
  const groups = useQuery({ queryKey: keys.admin("groups", query), queryFn: ({ signal }) => answer(api.GET("/api/v1/groups", { params: { query }, signal })), enabled, staleTime: LONG });
  const roles = useQuery({ queryKey: keys.admin("roles", query), queryFn: ({ signal }) => answer(api.GET("/api/v1/roles", { params: { query }, signal })), enabled, staleTime: LONG });
  const departments = useQuery({ queryKey: keys.admin("departments", query), queryFn: ({ signal }) => answer(api.GET("/api/v1/departments", { params: { query }, signal })), enabled, staleTime: LONG });
  const functions = useQuery({ queryKey: [...keys.functions, query], queryFn: ({ signal }) => answer(api.GET("/api/v1/functions", { params: { query }, signal })), enabled, staleTime: LONG });
  const people = useQuery({ ...peopleQuery(""), enabled });
  const { data: fields } = useQuery(fieldsQuery(project));
  const circles = (found: { data?: { items: readonly { uuid: string; name: string }[] } | undefined }): Choice[] => (found.data?.items ?? []).map(({ uuid, name }) => ({ value: uuid, label: name }));
  const choices = {
    single_user: (people.data ?? []).map((one) => ({ value: one.uuid, label: one.nickname || one.username })),
    group: circles(groups), department: circles(departments), role: circles(roles),
  };
  const known = new Map(Object.values(choices).flat().map((choice) => [choice.value, choice.label]));
  return {
    choices, fields: fields ?? [],
    functions: (functions.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
    called: (id) => names[id] ?? known.get(id) ?? id,
  };
}
