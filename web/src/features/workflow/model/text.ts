/** A definition as text, and back. */
import { readDefinition, type Definition } from "./definition";

/** The longest line that is written, in letters, as far as it can be broken: as the server writes its files. */
const LINE = 100;

function lay(value: unknown, indent: number, before: number): string {
  const compact = line(value);
  if (typeof value !== "object" || value === null || before + compact.length <= LINE) return compact;
  const pad = " ".repeat(indent + 2);
  const parts = Array.isArray(value)
    ? value.map((part) => `${pad}${lay(part, indent + 2, indent + 2)}`)
    : Object.entries(value).filter(([, part]) => part !== undefined).map(([key, part]) => `${pad}${JSON.stringify(key)}: ${lay(part, indent + 2, indent + key.length + 6)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${parts.join(",\n")}\n${" ".repeat(indent)}${close}`;
}

function line(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(line).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).filter(([, part]) => part !== undefined).map(([key, part]) => `${JSON.stringify(key)}: ${line(part)}`);
  return `{${parts.join(", ")}}`;
}

/** Any JSON as people read it: what fits on a line stands on one. */
export const writeText = (value: unknown): string => lay(value, 0, 0);

export type Read = { readonly definition: Definition } | { readonly why: string };

/** What a text says, or why it cannot be read, in the words of the browser. A whole file may be given, too. */
export function readText(text: string, old: Definition): Read {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("statuses" in value) || !Array.isArray(value.statuses) || !("transitions" in value) || !Array.isArray(value.transitions)) return { why: "" };
    return { definition: readDefinition(value, old) };
  } catch (error) {
    return { why: error instanceof Error ? error.message : "" };
  }
}
