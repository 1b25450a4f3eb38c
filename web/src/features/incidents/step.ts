/** Transitions as buttons: which ones change the severity, and what is sent for one. */
import type { Offer } from "@/api/types";

const COMMENT = "tf-comment";

/** Whether a step is there to change the severity: it asks for the priority and leads nowhere else. */
export const changesSeverity = (offer: Offer, status: string): boolean => offer.to === status && offer.fields.some((one) => one.field === "priority");

/** Whether a step asks for words. */
export const asksNote = (offer: Offer): boolean => offer.fields.some((one) => one.field === COMMENT);

/** The custom fields a step asks for, and the others. */
export function asked(offer: Offer): { custom: string[]; own: string[] } {
  const names = offer.fields.map((one) => one.field).filter((one) => one !== COMMENT);
  return { custom: names.filter((one) => one.startsWith("fields.")).map((one) => one.slice("fields.".length)), own: names.filter((one) => !one.startsWith("fields.")) };
}

export interface Answers { note?: string; fields?: Record<string, unknown>; own?: Record<string, unknown> }

/** The request for a step: what was left empty is not sent. */
export function requestOf(offer: Offer, answers: Answers): { transition: string; note?: string; fields: Record<string, unknown> } {
  const given = Object.entries({ ...answers.own, ...answers.fields }).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const note = answers.note?.trim() ?? "";
  return { transition: offer.id, fields: Object.fromEntries(given), ...(note !== "" && { note }) };
}
