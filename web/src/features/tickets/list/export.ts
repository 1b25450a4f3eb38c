/** The list as a file, as the server writes it: what is asked for, in the columns that are shown. */
import type { Asked } from "@/api/ticket-pages";

import type { ColumnName } from "./layout";

export const formats = ["csv", "jsonl"] as const;
export type Format = (typeof formats)[number];

/** What the server calls columns that have another name here. */
const NAMES: Partial<Record<ColumnName, string>> = { created: "createdAt", updated: "updatedAt", due: "dueAt" };

/** The address of the file. A table begins with the mark by which spreadsheets know Chinese. */
export function exportPath({ filter, q, sort }: Asked, columns: readonly ColumnName[], format: Format): string {
  const search = new URLSearchParams({ format, columns: columns.map((name) => NAMES[name] ?? name).join(",") });
  if (filter !== "") search.set("filter", filter);
  if (q !== "") search.set("q", q);
  if (sort !== "") search.set("sort", sort);
  if (format === "csv") search.set("bom", "true");
  return `/api/v1/tickets/export?${search.toString()}`;
}
