/** What a card of the board tells of an incident, of what its list brought along. */
import type { components } from "@/api/schema.gen";
import type { IncidentTimes } from "@/api/types";

export type Listed = components["schemas"]["ListedTicket"];

/** The roles that have a text, the most important first; others follow by their keys. */
export const roles = ["commander", "communications", "scribe"] as const;
export type Role = (typeof roles)[number];
export const isRole = (key: string): key is Role => roles.some((role) => role === key);

/** Who holds which role beside the commander, in the order of the roles. */
export function others(held: Readonly<Record<string, string>>): readonly { role: string; username: string }[] {
  const place = (role: string) => (isRole(role) ? roles.indexOf(role) : roles.length);
  return Object.entries(held)
    .filter(([role]) => role !== "commander")
    .sort(([one], [two]) => place(one) - place(two) || one.localeCompare(two))
    .map(([role, username]) => ({ role, username }));
}

export const measures = ["acknowledge", "mitigate", "resolve"] as const;

/** How long it took, for what has come so far. */
export const taken = (times: IncidentTimes): readonly { measure: (typeof measures)[number]; seconds: number }[] =>
  measures.flatMap((measure) => { const took = times[measure]; return took === null ? [] : [{ measure, seconds: took.seconds }]; });

/** Whether nobody has taken it up, though it is not over. */
export const isWaiting = (times: IncidentTimes): boolean => times.acknowledge === null && times.resolve === null && times.phase !== "rejected" && times.phase !== "closed";

export interface Pause { since: string; until: string | undefined; why: string | undefined }

/** Since when it is paused, until when and why, where the project keeps that; `undefined` while it is not. */
export function pauseOf({ incident, fields }: Pick<Listed, "incident" | "fields">): Pause | undefined {
  const since = incident?.times.pausedSince ?? null;
  if (since === null) return undefined;
  const { pause_end_time: until, pause_reason: why } = fields as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  return { since, until: text(until), why: text(why) };
}
