/** What tickets of a project have in a field already, as suggestions: what is typed is looked for by the server, over all of them. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { Ticket } from "@/api/types";

import { bothOf } from "../filter/clauses";
import { quoted } from "../filter/tokens";
import { usePause } from "../usePause";

export type Usual = "category" | "tags";

const MOST = 40;

/** The tickets of a project that have something like it in the field. */
export function usualFilter(project: string, field: Usual, typed: string): string {
  const text = typed.trim();
  return bothOf(`project = ${quoted(project)}`, text === "" ? `${field} is not empty` : `${field} ~ ${quoted(text)}`);
}

/** Their values with the text in them, each once, those that begin with it first. */
export function usualOf(tickets: readonly Pick<Ticket, Usual>[], field: Usual, typed: string): string[] {
  const text = typed.trim().toLowerCase();
  const found = [...new Set(tickets.flatMap((ticket) => ticket[field]))].filter((value) => value !== "" && value.toLowerCase().includes(text));
  const begins = (value: string) => Number(!value.toLowerCase().startsWith(text));
  return found.sort((one, other) => begins(one) - begins(other)).slice(0, MOST);
}

export function useUsual(project: string, field: Usual, typed: string): { value: string }[] {
  const filter = usualFilter(project, field, usePause(typed));
  const { data = [] } = useQuery({
    queryKey: keys.usual(filter),
    queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/tickets", { params: { query: { filter, pageSize: "100" } }, signal }))).items,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
  return usualOf(data, field, typed).map((value) => ({ value }));
}
