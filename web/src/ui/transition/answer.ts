/** What is answered to a transition's screen, as the server takes it. */
import dayjs, { type Dayjs } from "dayjs";

import type { AskedField, NewTransition, Offer } from "@/api/types";

import { isNothing } from "../fields/values";
import { boundOf, breaks, type Bound } from "../moment/bound";

/** The entries of a screen that are not fields of the ticket. */
export const special = { comment: "tf-comment", hours: "tf-manhour", files: "tf-resource" } as const;

export interface Answer {
  /** By field, as the screen names them. */
  fields: Readonly<Record<string, unknown>>;
  note: string;
  hours: number | null;
  hoursNote: string;
  files: readonly number[];
}

/** What a screen begins with: what was said before it (also of fields it does not ask for), its defaults, else what the ticket has. */
export function beginning(offer: Offer, now: (field: string) => unknown, said: Readonly<Record<string, unknown>> = {}): Answer {
  const of = (name: string) => offer.fields.find((one) => one.field === name);
  const note = of(special.comment)?.default;
  const own = offer.fields.filter((one) => !isSpecial(one));
  return {
    fields: { ...Object.fromEntries(own.map((one) => [one.field, isNothing(one.default) ? now(one.field) : one.default])), ...said },
    note: typeof note === "string" ? note : "", hours: null, hoursNote: "", files: [],
  };
}

export const isSpecial = (entry: AskedField): boolean => Object.values(special).some((one) => one === entry.field);

/** The key of a custom field, as a screen names it. */
export const keyOf = (field: string): string => field.replace(/^fields\./, "");

/** The times on the wrong side of now, with where they have to be. */
export function misplaced(offer: Offer, answer: Answer, now: number): { field: string; moment: Dayjs; bound: Bound }[] {
  return offer.fields.flatMap(({ field }) => {
    const bound = boundOf(keyOf(field));
    const value = answer.fields[field];
    if (bound === undefined || typeof value !== "string" || value === "") return [];
    const moment = dayjs(value);
    return breaks(moment, bound, now) ? [{ field, moment, bound }] : [];
  });
}

/** The entries that must be filled in and are not. */
export function missing(offer: Offer, answer: Answer): string[] {
  return offer.fields.filter((one) => one.required && isEmpty(one.field, answer)).map((one) => one.field);
}

function isEmpty(field: string, answer: Answer): boolean {
  if (field === special.comment) return answer.note.trim() === "";
  if (field === special.hours) return answer.hours === null || answer.hours <= 0;
  if (field === special.files) return answer.files.length === 0;
  return isNothing(answer.fields[field]);
}

/** The body of the request: only the fields that differ from what the ticket has. */
export function bodyOf(offer: Offer, answer: Answer, now: (field: string) => unknown): NewTransition {
  const fields: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(answer.fields)) {
    const kept = isNothing(value) ? null : value;
    if (JSON.stringify(kept) === JSON.stringify(now(field) ?? null)) continue;
    fields[keyOf(field)] = kept ?? (field.startsWith("fields.") ? null : field === "tags" ? [] : "");
  }
  return {
    transition: offer.id,
    ...(answer.note.trim() !== "" && { note: answer.note }),
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(answer.hours !== null && answer.hours > 0 && { worklog: { hours: answer.hours, ...(answer.hoursNote !== "" && { note: answer.hoursNote }) } }),
    ...(answer.files.length > 0 && { attachments: [...answer.files] }),
  };
}

/** The entry of the screen that the server means by a field's name: `note`, `worklog.hours`, `attachments`, `isp`. */
export function entryOf(offer: Offer, named: string): string | undefined {
  if (named === "note") return special.comment;
  if (named.startsWith("worklog")) return special.hours;
  if (named.startsWith("attachments")) return special.files;
  const bare = keyOf(named);
  return offer.fields.find((one) => one.field === named || one.field === bare || one.field === `fields.${bare}`)?.field;
}
