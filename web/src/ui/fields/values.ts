/** A ticket's fields by name, as history names them: `title`, `dueAt`, `fields.isp`. */
import type { TicketDetail as Detail, TicketWish as TicketBody } from "@/api/types";

/** New values of some fields. */
export type Values = Readonly<Record<string, unknown>>;

const CUSTOM = "fields.";

/** What a field holds now; nothing is always null. */
export function valueOf(ticket: Detail, field: string): unknown {
  const found = field.startsWith(CUSTOM) ? ticket.fields[field.slice(CUSTOM.length)] : (ticket as unknown as Record<string, unknown>)[field];
  return isNothing(found) ? null : found;
}

/** Whether a value says nothing. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Whether two values say the same. */
export function same(one: unknown, other: unknown): boolean {
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The ticket with other values. */
export function withValues(ticket: Detail, values: Values): Detail {
  const next: Record<string, unknown> = { ...ticket, fields: { ...ticket.fields } };
  for (const [field, value] of Object.entries(values)) {
    if (field.startsWith(CUSTOM)) (next["fields"] as Record<string, unknown>)[field.slice(CUSTOM.length)] = value;
    else next[field] = value ?? (Array.isArray((ticket as unknown as Record<string, unknown>)[field]) ? [] : field === "dueAt" ? null : "");
  }
  return next as unknown as Detail;
}

const unchanged: TicketBody = {
  assignee: null, category: null, contact: null, content: null, dueAt: null, env: null, fields: null, gameId: null, playerId: null,
  priority: null, project: null, tags: null, title: null, type: null, watchers: null,
};

/** The body of the change. Null leaves a field of the ticket's own as it is, so nothing is written as empty. */
export function bodyOf(values: Values): TicketBody {
  const own: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(values)) {
    if (field.startsWith(CUSTOM)) custom[field.slice(CUSTOM.length)] = isNothing(value) ? null : value;
    else own[field] = value ?? (field === "tags" || field === "watchers" ? [] : "");
  }
  return { ...unchanged, ...own, ...(Object.keys(custom).length > 0 && { fields: custom }) };
}

/** A field that two people changed. */
export interface Conflict {
  field: string;
  /** What it was when the reader began. */ base: unknown;
  /** What somebody else made of it. */ theirs: unknown;
  /** What the reader wants. */ mine: unknown;
}

/** The fields which the reader wants to change, and which somebody else has changed to something else since the reader began. */
export function conflicts(base: Detail, theirs: Detail, mine: Values): Conflict[] {
  return Object.entries(mine).flatMap(([field, wanted]) => {
    const was = valueOf(base, field);
    const now = valueOf(theirs, field);
    return same(was, now) || same(now, wanted) ? [] : [{ field, base: was, theirs: now, mine: wanted }];
  });
}

/** The fields in which two states of a ticket differ, of those that somebody could have changed. */
export function changedFields(one: Detail, other: Detail): string[] {
  const own = ["title", "content", "status", "category", "priority", "assignee", "tags", "watchers", "dueAt", "playerId", "contact", "gameId", "env"];
  const custom = [...new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])].map((key) => `${CUSTOM}${key}`);
  return [...own, ...custom].filter((field) => !same(valueOf(one, field), valueOf(other, field)));
}
