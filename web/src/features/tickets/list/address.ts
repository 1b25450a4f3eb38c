/** What the address says about the list: it can be shared, and the way back leads to the same list. */
import { useMemo } from "react";
import { useSearchParams } from "react-router";

import type { Asked } from "@/api/ticket-pages";
import type { View } from "@/api/types";
import { choose } from "@/ui/filter/facets";

/** The orders that the server has; others cannot be asked for. */
export const SORTS = ["updatedAt", "createdAt", "priority", "id", "dueAt"] as const;
export type Sort = (typeof SORTS)[number];

export interface Address {
  /** A saved view, by its short id. */
  view: string | undefined;
  /** What is changed of it, or what is asked for without one; undefined where the view's own holds. */
  filter: string | undefined;
  sort: string | undefined;
  q: string;
}

/** Reads the address. `project=` and `assignee=`, which other pages link to, become conditions. */
export function readAddress(search: URLSearchParams): Address {
  let filter = search.get("filter") ?? undefined;
  const project = search.get("project");
  const assignee = search.get("assignee");
  if (project) filter = choose(filter ?? "", "project", project.split(","));
  if (assignee) filter = choose(filter ?? "", "assignee", assignee.split(","));
  return { view: search.get("view") ?? undefined, filter, sort: search.get("sort") ?? undefined, q: search.get("q") ?? "" };
}

/** The address as search parameters; what says nothing is left out. */
export function writeAddress({ view, filter, sort, q }: Address): URLSearchParams {
  const search = new URLSearchParams();
  if (view !== undefined) search.set("view", view);
  if (filter !== undefined && (filter !== "" || view !== undefined)) search.set("filter", filter);
  if (sort !== undefined && sort !== "") search.set("sort", sort);
  if (q !== "") search.set("q", q);
  return search;
}

/** The address with what the view says where it is silent. */
export function asked(address: Address, view: Pick<View, "filter" | "sort"> | undefined): Asked {
  return { filter: address.filter ?? view?.filter ?? "", sort: address.sort ?? view?.sort ?? "", q: address.q };
}

/** Whether more is asked than the view says. */
export function isChanged(address: Address, view: Pick<View, "filter" | "sort">): boolean {
  const now = asked(address, view);
  return now.filter.trim() !== view.filter.trim() || now.sort !== view.sort;
}

/** The order after a press on a column's head: the way most people want first, then the other, then the list's own. */
export function nextSort(sort: string, column: Sort): string {
  const first = column === "dueAt" || column === "id" ? column : `-${column}`;
  const second = first.startsWith("-") ? column : `-${column}`;
  if (sort === first) return second;
  return sort === second ? "" : first;
}

/** The address, and how to change parts of it. */
export function useAddress(): [Address, (change: Partial<Address>) => void] {
  const [search, setSearch] = useSearchParams();
  const address = useMemo(() => readAddress(search), [search]);
  return [address, (change) => setSearch(writeAddress({ ...address, ...change }))];
}
