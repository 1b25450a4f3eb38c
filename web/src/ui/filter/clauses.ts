/** The conditions that must all hold, as they stand in a filter. */
import { isWord, tokens, type Token } from "./tokens";

export interface Clause {
  tokens: readonly Token[];
  from: number;
  to: number;
}

export interface Clauses {
  /** Empty for an empty filter. A filter with `or` at its top is one clause. */
  all: readonly Clause[];
  /** Whether there is an `or` at the top, so that the whole needs parentheses before anything is joined to it. */
  loose: boolean;
}

/** Takes a filter apart at its top `and`s; undefined where parentheses or quotes do not end, or a condition is missing. */
export function clauses(filter: string): Clauses | undefined {
  const all = tokens(filter);
  if (all.length === 0) return { all: [], loose: false };
  const parts: Token[][] = [[]];
  let depth = 0;
  let loose = false;
  for (const token of all) {
    if (token.unended) return undefined;
    if (token.kind === "open") depth += 1;
    if (token.kind === "close") depth -= 1;
    if (depth < 0) return undefined;
    if (depth === 0 && isWord(token, "or")) loose = true;
    if (depth === 0 && isWord(token, "and")) parts.push([]);
    else parts[parts.length - 1]?.push(token);
  }
  if (depth !== 0 || parts.some((part) => part.length === 0)) return undefined;
  const whole = loose ? [all] : parts;
  return { all: whole.map(toClause), loose };
}

function toClause(part: readonly Token[]): Clause {
  return { tokens: part, from: part[0]?.from ?? 0, to: part[part.length - 1]?.to ?? 0 };
}

/** The filter without one of its clauses, the rest as it was to the letter. */
function without(filter: string, { all }: Clauses, place: number): string {
  const clause = all[place];
  const next = all[place + 1];
  const before = all[place - 1];
  if (clause === undefined) return filter;
  if (next !== undefined) return filter.slice(0, clause.from) + filter.slice(next.from);
  return before === undefined ? "" : filter.slice(0, before.to) + filter.slice(clause.to);
}

/** Puts `text` in the place of a clause (`""` takes it away), or behind all of them where there is no such clause. */
export function withClause(filter: string, found: Clauses, place: number, text: string): string {
  const clause = found.all[place];
  if (clause === undefined) return text === "" ? filter : joined(found.loose ? `(${filter.trim()})` : filter.trim(), text);
  if (text === "") return without(filter, found, place);
  return filter.slice(0, clause.from) + text + filter.slice(clause.to);
}

/** Two filters that must both hold. */
export function bothOf(one: string, other: string): string {
  const wrapped = (text: string) => (clauses(text)?.loose === false ? text.trim() : `(${text.trim()})`);
  if (one.trim() === "") return other;
  if (other.trim() === "") return one;
  return joined(wrapped(one), wrapped(other));
}

const joined = (one: string, other: string) => (one === "" ? other : `${one} and ${other}`);
