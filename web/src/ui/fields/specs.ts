/** What each field of a ticket is: its name for people and what it is edited with. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { fieldsQuery } from "@/api/queries";
import type { CustomField } from "@/api/types";
import { inLanguage, useLanguage } from "../text";

/** What a field holds: a custom field's type, or one of the ticket's own. */
export type Kind = CustomField["type"] | "priority" | "status" | "tags" | "category";

export interface FieldSpec {
  /** As history names it: `title`, `fields.isp`. */
  field: string;
  label: string;
  kind: Kind;
  /** What it may be, for `option` and `options`. */
  options: readonly string[];
  required: boolean;
}

export const own = {
  title: "text", content: "text_area", category: "category", priority: "priority", status: "status", assignee: "user", tags: "tags", watchers: "users",
  playerId: "text", contact: "text", gameId: "text", env: "text", dueAt: "time", appointment: "time",
} as const satisfies Record<string, Kind>;
type Own = keyof typeof own;
const isOwn = (field: string): field is Own => field in own;
const needed: readonly string[] = ["title", "content", "category"];

/** Every field's name and kind, for the tickets of a project. Until they are `known`, custom ones pass for text without a name. */
export function useFieldSpecs(project: string): { spec: (field: string) => FieldSpec; custom: readonly CustomField[]; known: boolean } {
  const { t } = useTranslation("ticket");
  const language = useLanguage();
  const { data: custom = [], isPending, isLoading } = useQuery(fieldsQuery(project));
  const spec = (field: string): FieldSpec => {
    if (isOwn(field)) return { field, label: t(`field.${field}`), kind: own[field], options: [], required: needed.includes(field) };
    const key = field.replace(/^fields\./, "");
    const found = custom.find((one) => one.key === key);
    if (found === undefined) return { field, label: isLoading ? "" : key, kind: "text", options: [], required: false };
    return { field, label: inLanguage(found.name, language), kind: found.type, options: found.options, required: found.required };
  };
  return { spec, custom, known: !isPending };
}
