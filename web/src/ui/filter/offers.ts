/** What is offered while a filter is typed: fields, operators, and values as the server has them. */
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";

import { expectedAt, type Expected } from "./expected";
import { quoted } from "./tokens";

export type FieldKind = "word" | "text" | "person" | "label" | "time" | "number" | "priority";

/** The fields of a ticket that a filter may name, with their kinds. */
export const ticketFields = {
  status: "word", assignee: "person", priority: "priority", project: "word", type: "word", updated: "time", created: "time", due: "time", title: "text",
  content: "text", category: "text", tags: "label", creator: "person", watchers: "person", key: "word", id: "number", source: "word",
  playerId: "text", contact: "text", gameId: "text", env: "text", appointment: "time", version: "number",
} as const satisfies Record<string, FieldKind>;
export type TicketField = keyof typeof ticketFields;

/** Something that can be put into the text, and what people call it. */
export interface Offered { text: string; label?: string; note?: string | undefined; kind?: FieldKind; raw?: boolean }

export interface Sources {
  /** Fields with what they are called. */
  fields: () => Promise<readonly Offered[]>;
  /** Values of a field; `typed` narrows those that are too many. */
  values: (field: string, typed: string) => Promise<readonly Offered[]>;
  /** What the words of the language mean. */
  meaning: (word: string) => string;
}

const COMPARE = ["<", "<=", ">", ">="];
const CONTAIN = ["~", "!~", "^=", "$="];
const SAME = ["=", "!=", "in", "not in"];
const EMPTY = ["is empty", "is not empty"];

/** The operators of a kind of field, the likeliest first. */
export function operators(kind: FieldKind): string[] {
  switch (kind) {
    case "word": return [...SAME, ...EMPTY];
    case "priority": return [...SAME, ...COMPARE, ...EMPTY];
    case "person": return [...SAME, ...EMPTY, "~", "!~"];
    case "label": return [...SAME, ...CONTAIN, ...EMPTY];
    case "text": return [...CONTAIN, ...SAME, ...EMPTY];
    case "time": return [">", ">=", "<", "<=", "=", ...EMPTY];
    case "number": return [...SAME, ...COMPARE, ...EMPTY];
  }
}

const toCompletion = (offered: Offered, place: number, apply: string): Completion => ({
  label: offered.label ?? offered.text, apply, boost: -place, ...(offered.note !== undefined && { detail: offered.note }),
});

async function offered(sources: Sources, expected: Expected, typed: string): Promise<Completion[]> {
  switch (expected.what) {
    case "field": {
      const fields = await sources.fields();
      const words = ["not"].map((word): Offered => ({ text: word, note: sources.meaning(word) }));
      return [...fields, ...words].map((one, place) => toCompletion(one, place, `${one.text} `));
    }
    case "operator": {
      const fields = await sources.fields();
      const kind = fields.find((one) => one.text.toLowerCase() === expected.field.toLowerCase())?.kind ?? "text";
      return operators(kind).map((word, place) => toCompletion({ text: word, note: sources.meaning(word) }, place, word.endsWith("in") ? `${word} (` : `${word} `));
    }
    case "value": {
      if (expected.operator === "is") return ["empty", "not empty"].map((word, place) => toCompletion({ text: word, note: sources.meaning(word) }, place, `${word} `));
      const values = await sources.values(expected.field, typed);
      return values.map((one, place) => toCompletion(one, place, `${one.raw ? one.text : quoted(one.text)}${expected.inList ? "" : " "}`));
    }
    case "joiner": return ["and", "or"].map((word, place) => toCompletion({ text: word, note: sources.meaning(word) }, place, `${word} `));
  }
}

/** The source of completions for the editor. */
export function offers(sources: Sources): CompletionSource {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const text = context.state.doc.toString();
    const { expected, from, typed } = expectedAt(text, context.pos);
    const options = await offered(sources, expected, typed);
    if (context.aborted || options.length === 0) return null;
    // People come as far as they are typed, so what was typed further is asked for again.
    const settled = expected.what !== "value" || !["assignee", "creator", "watchers", "watcher"].includes(expected.field);
    return { from, options, ...(settled && { validFor: /^["“]?[\p{L}\p{N}_.\- ]*$/u }) };
  };
}
