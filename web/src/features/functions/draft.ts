/** What is being changed of a function, beside what the server has. */
import type { Func, FuncChange } from "@/api/types";

export interface Draft {
  name: string; description: string; category: string; risk: Func["risk"];
  source: string; url: string; command: string;
  /** Schemas as text, so that one can be half written. */
  input: string; output: string;
  timeoutMs: number; maxAttempts: number; concurrency: number;
}

const pretty = (schema: unknown) => (schema === null || schema === undefined ? "" : JSON.stringify(schema, null, 2));

export function draftOf(func: Func): Draft {
  const { name, description, category, risk, timeoutMs, maxAttempts, concurrency } = func;
  return { name, description, category, risk, timeoutMs, maxAttempts, concurrency, source: func.source ?? "", url: func.url ?? "", command: func.command ?? "", input: pretty(func.input), output: pretty(func.output) };
}

/** The schema that a text says: `{}` for none; `undefined` where it is no JSON. */
export function schemaOf(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What is to be sent: only what differs; `undefined` where a schema cannot be read, `input` or `output`. */
export function changeOf(func: Func, draft: Draft): { change: FuncChange } | { unread: "input" | "output" } {
  const before = draftOf(func);
  const change: FuncChange = {};
  for (const key of Object.keys(draft) as (keyof Draft)[]) {
    if (draft[key] === before[key]) continue;
    if (key === "input" || key === "output") {
      const schema = schemaOf(draft[key]);
      if (schema === undefined) return { unread: key };
      change[key] = schema;
    } else {
      Object.assign(change, { [key]: draft[key] });
    }
  }
  return { change };
}

export function isDirty(func: Func, draft: Draft): boolean {
  const before = draftOf(func);
  return (Object.keys(draft) as (keyof Draft)[]).some((key) => draft[key] !== before[key]);
}
