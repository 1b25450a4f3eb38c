/** Chips over a filter: each reads and writes one condition of the text, and leaves the rest as it stands. The text is the truth. */
import { clauses, withClause, type Clause } from "./clauses";
import { isWord, quoted, type Token } from "./tokens";

/** The values chosen in a chip. `EMPTY` is nothing, `ME` whoever asks; a user of such a name cannot be said by a chip. */
export const EMPTY = "empty";
export const ME = "me";

const NAMES = {
  project: ["project"],
  type: ["type"],
  status: ["status"],
  priority: ["priority"],
  assignee: ["assignee"],
  updated: ["updated", "updatedat", "updated_at", "update_time"],
} as const;

export type Facet = keyof typeof NAMES;
/** The facets whose chips are lists of values; `updated` is one comparison. */
export type ListFacet = Exclude<Facet, "updated">;

const isField = (token: Token | undefined, facet: Facet) => isWord(token, ...NAMES[facet]);

/** One value of a list; undefined where a chip cannot say it. */
function valueOf(token: Token | undefined): string | undefined {
  if (token?.kind === "word") return [EMPTY, ME].find((special) => isWord(token, special)) ?? token.text;
  if (token?.kind !== "text" || token.text === EMPTY || token.text === ME) return undefined;
  return token.text;
}

/** `(a, b, c)` to its values. */
function listOf(part: readonly Token[]): string[] | undefined {
  if (part[0]?.kind !== "open" || part[part.length - 1]?.kind !== "close" || part.length % 2 === 0) return undefined;
  const values: string[] = [];
  for (const [place, token] of part.slice(1, -1).entries()) {
    if (place % 2 === 1) {
      if (token.kind !== "comma") return undefined;
      continue;
    }
    const value = valueOf(token);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values.length === 0 ? undefined : [...new Set(values)];
}

function readList(clause: Clause, facet: ListFacet): string[] | undefined {
  const [field, operator, first, ...rest] = clause.tokens;
  if (!isField(field, facet) || operator === undefined) return undefined;
  if (isWord(operator, "is")) return isWord(first, EMPTY) && rest.length === 0 ? [EMPTY] : undefined;
  if (isWord(operator, "in")) return listOf(clause.tokens.slice(2));
  if (operator.text !== "=" || rest.length > 0) return undefined;
  const value = valueOf(first);
  return value === undefined || value === EMPTY ? undefined : [value];
}

/** `updated < -7d` to `< -7d`. */
function readComparison(clause: Clause): string | undefined {
  const [field, operator, value, ...rest] = clause.tokens;
  if (!isField(field, "updated") || operator?.kind !== "operator" || value?.kind !== "word" || rest.length > 0) return undefined;
  return /^[<>]=?$|^=$/.test(operator.text) ? `${operator.text} ${value.text}` : undefined;
}

const find = <T>(filter: string, read: (clause: Clause) => T | undefined) => {
  const found = clauses(filter);
  if (found === undefined) return undefined;
  const place = found.all.findIndex((clause) => read(clause) !== undefined);
  const clause = found.all[place];
  return { found, place, value: clause === undefined ? undefined : read(clause) };
};

/** Whether chips can be used on this text: not while it is half written. */
export const canChip = (filter: string): boolean => clauses(filter) !== undefined;

/** What the chip of a facet shows. */
export function chosen(filter: string, facet: ListFacet): readonly string[] {
  return find(filter, (clause) => readList(clause, facet))?.value ?? [];
}

const written = (value: string) => (value === EMPTY || value === ME ? value : quoted(value));

function writeList(facet: ListFacet, values: readonly string[]): string {
  const [first] = values;
  if (first === undefined) return "";
  if (values.length > 1) return `${facet} in (${values.map(written).join(", ")})`;
  return first === EMPTY ? `${facet} is empty` : `${facet} = ${written(first)}`;
}

/** The filter with these values in the facet's condition, made where it is missing, gone where there are none. */
export function choose(filter: string, facet: ListFacet, values: readonly string[]): string {
  const where = find(filter, (clause) => readList(clause, facet));
  return where === undefined ? filter : withClause(filter, where.found, where.place, writeList(facet, values));
}

/** The comparison of the time of the last change, such as `> -7d`; empty for none. */
export function chosenUpdated(filter: string): string {
  return find(filter, readComparison)?.value ?? "";
}

/** The filter with this comparison, `""` for none. */
export function chooseUpdated(filter: string, comparison: string): string {
  const where = find(filter, readComparison);
  return where === undefined ? filter : withClause(filter, where.found, where.place, comparison === "" ? "" : `updated ${comparison}`);
}
