/** Steps of history as sentences: which sentence, and what stands in its places. Words and looks are the view's. */
import { isNothing } from "@/ui/fields/values";

import type { Step } from "../types";

/** What stands in a place of a sentence. */
export type Part =
  | { kind: "person"; username: string }
  | { kind: "field"; field: string }
  | { kind: "value"; field: string; value: unknown }
  | { kind: "ticket"; id: number }
  | { kind: "link"; word: string }
  | { kind: "function"; word: string }
  | { kind: "text"; text: string };

/** A sentence: its text is `ticket:said.<key>`. */
export interface Sentence {
  key: SentenceKey;
  parts: Readonly<Record<string, Part>>;
}

export const sentenceKeys = [
  "created", "set", "changed", "cleared", "assigned", "unassigned", "took", "put", "left", "watches", "unwatches", "content", "title", "several", "touched",
  "transitioned", "workflow", "commented", "attached", "detached", "linked", "unlinked", "deleted", "restored", "logged", "loggedFor", "hoursLeft", "noHoursLeft",
  "commit", "branch", "merged", "webhook", "jobDone", "named", "ran", "ranNot", "couldNot",
  "asked", "consented", "refused", "withdrew", "handedOver", "added", "removed", "countedOut", "reminded", "taken", "failed", "overtaken",
] as const;
export type SentenceKey = (typeof sentenceKeys)[number];

type Change = Step["changes"][number];
type Parts = Record<string, Part>;

const person = (username: string): Part => ({ kind: "person", username });
const text = (words: string | number): Part => ({ kind: "text", text: String(words) });
const value = (field: string, of: unknown): Part => ({ kind: "value", field, value: of });
const words = (of: unknown): string[] => (Array.isArray(of) ? of.map(String) : []);
const list = (of: unknown): boolean => Array.isArray(of);

/** One change, as a sentence of its own. */
export function sayChange(actor: string, change: Change): Sentence {
  const { field, from, to } = change;
  const who = person(actor);
  if (field === "content") return { key: "content", parts: { who } };
  if (field === "title") return { key: "title", parts: { who, to: value(field, to) } };
  if (field === "assignee") {
    if (isNothing(to)) return { key: "unassigned", parts: { who, from: value(field, from) } };
    return to === actor ? { key: "took", parts: { who } } : { key: "assigned", parts: { who, to: value(field, to) } };
  }
  if (list(from) || list(to)) return sayList(actor, change);
  const parts: Parts = { who, field: { kind: "field", field }, from: value(field, from), to: value(field, to) };
  if (isNothing(from)) return { key: "set", parts };
  return { key: isNothing(to) ? "cleared" : "changed", parts };
}

/** A change of something that holds several: what was put there, what was taken away. */
function sayList(actor: string, { field, from, to }: Change): Sentence {
  const put = words(to).filter((one) => !words(from).includes(one));
  const left = words(from).filter((one) => !words(to).includes(one));
  const who = person(actor);
  const only = put.length + left.length === 1 ? (put[0] ?? left[0]) : undefined;
  if (field === "watchers" && only === actor) return { key: put.length > 0 ? "watches" : "unwatches", parts: { who } };
  const parts = { who, field: { kind: "field", field } as const };
  if (left.length === 0) return { key: "put", parts: { ...parts, to: value(field, put) } };
  if (put.length === 0) return { key: "left", parts: { ...parts, from: value(field, left) } };
  return { key: "changed", parts: { ...parts, from: value(field, from), to: value(field, to) } };
}

function sayReference(actor: string, reference: NonNullable<Step["reference"]>): Sentence {
  const event = Object.keys((reference.event ?? {}))[0];
  const keys: Record<string, SentenceKey> = { commit_created: "commit", branch_created: "branch", pull_request_merged: "merged", webhook: "webhook", job_finished: "jobDone" };
  const by = reference.author === "" ? person(actor) : text(reference.author);
  return { key: keys[event ?? ""] ?? "named", parts: { who: by, name: text(reference.name) } };
}

const acts: Record<string, SentenceKey> = {
  asked: "asked", consented: "consented", refused: "refused", withdrew: "withdrew", handed_over: "handedOver", added: "added", removed: "removed",
  counted_out: "countedOut", reminded: "reminded", taken: "taken", failed: "failed", overtaken: "overtaken",
};

function sayRan(step: Step): Sentence {
  const who = person(step.actor);
  if (step.effect) {
    const what: Part = { kind: "function", word: step.effect.function };
    return { key: step.failed ? "ranNot" : "ran", parts: { who, what } };
  }
  return { key: step.failed ? "couldNot" : "touched", parts: { who } };
}

/** What the step itself was, by its kind; nothing for an edit, which its changes tell. */
function sayDeed(step: Step): Sentence | undefined {
  const who = person(step.actor);
  switch (step.action) {
    case "created": return { key: "created", parts: { who } };
    case "transitioned": {
      const change = step.changes.find((one) => one.field === "status");
      const parts = { who, from: value("status", change?.from), to: value("status", change?.to) };
      return step.workflow ? { key: "workflow", parts: { ...parts, version: text(step.workflow) } } : { key: "transitioned", parts };
    }
    case "commented": return { key: "commented", parts: { who } };
    case "attached": return { key: "attached", parts: { who, file: text(step.attachment?.name ?? "") } };
    case "detached": return { key: "detached", parts: { who, file: text(step.attachment?.name ?? "") } };
    case "linked":
    case "unlinked": return { key: step.action, parts: { who, kind: { kind: "link", word: step.link?.kind ?? "" }, ticket: { kind: "ticket", id: step.link?.ticketId ?? 0 } } };
    case "deleted": return { key: "deleted", parts: { who } };
    case "restored": return { key: "restored", parts: { who } };
    case "referenced": return step.reference ? sayReference(step.actor, step.reference) : { key: "touched", parts: { who } };
    case "approval": {
      const { act = "", who: whom = "", of = "" } = step.approval ?? {};
      return { key: acts[act] ?? "touched", parts: { who, whom: person(whom), of: person(of || step.actor) } };
    }
    case "ran": return sayRan(step);
    default: return undefined;
  }
}

function sayHours(step: Step): Sentence[] {
  const who = person(step.actor);
  const said: Sentence[] = [];
  if (step.worklog) {
    const { username, hours } = step.worklog;
    said.push(username === step.actor ? { key: "logged", parts: { who, hours: text(hours) } } : { key: "loggedFor", parts: { who, of: person(username), hours: text(hours) } });
  }
  if (step.hoursLeft) {
    const { to } = step.hoursLeft;
    said.push(to === null || to === undefined ? { key: "noHoursLeft", parts: { who } } : { key: "hoursLeft", parts: { who, hours: text(to) } });
  }
  return said;
}

/** What a step tells: the sentences, the first of which is the main one. A new ticket's first values go without saying. */
export function say(step: Step): Sentence[] {
  const deed = sayDeed(step);
  const changes = step.action === "created" ? [] : step.changes.filter((change) => !(step.action === "transitioned" && change.field === "status"));
  const told = changes.map((change) => sayChange(step.actor, change));
  const hours = sayHours(step);
  if (deed) return [deed, ...told, ...hours];
  if (told.length > 1) return [{ key: "several", parts: { who: person(step.actor), number: text(told.length) } }, ...told, ...hours];
  const all = [...told, ...hours];
  return all.length > 0 ? all : [{ key: "touched", parts: { who: person(step.actor) } }];
}

/** Where the places stand in a text: `\uE000who\uE001`. */
const PLACE = /\uE000(\w+)\uE001/;
/** What a text is given for its places, so that they can be found in it again, in whatever order the language has them. */
export function places(parts: Readonly<Record<string, Part>>): Record<string, string> {
  return Object.fromEntries(Object.keys(parts).map((name) => [name, `\uE000${name}\uE001`]));
}

/** A text with places, cut into words and the names of places. */
export function cut(textWithPlaces: string): { place: boolean; text: string }[] {
  return textWithPlaces.split(PLACE).map((piece, index) => ({ place: index % 2 === 1, text: piece })).filter((piece) => piece.text !== "");
}

/** The kinds of steps that the reader may choose from, and the words of history that each stands for. */
export const kinds = {
  changes: ["created", "edited", "deleted", "restored"],
  moves: ["transitioned"],
  comments: ["commented"],
  files: ["attached", "detached"],
  links: ["linked", "unlinked", "referenced"],
  hours: ["logged"],
  approvals: ["approval"],
  system: ["ran"],
} as const satisfies Record<string, readonly string[]>;
export type Kind = keyof typeof kinds;
export const isKind = (word: string): word is Kind => word in kinds;

/** The filter of history for these kinds of steps and this person; all of them when nothing is chosen. */
export function historyFilter(chosen: readonly Kind[], actor: string): string {
  const actions = chosen.flatMap((kind) => kinds[kind]);
  const conditions = [actions.length === 0 ? "" : `action in (${actions.join(", ")})`, actor === "" ? "" : `actor = "${actor}"`];
  return conditions.filter(Boolean).join(" and ");
}
