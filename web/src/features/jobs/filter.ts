/** What can be written next in a filter of jobs (docs/filter.md), by what stands before the cursor. */

export interface Suggestion { word: string; kind: "field" | "operator" | "value" | "word" }

const states = ["pending", "running", "succeeded", "failed", "timeout", "canceled"];
const times = ["now", "today", "yesterday", "-1h", "-1d", "-7d", "today-7d"];
const spans = ["1s", "30s", "5m", "1h"];

/** The fields and what their values look like. */
const fields: Readonly<Record<string, readonly string[]>> = {
  state: states, function: [], actor: ["me"], ticket: [], worker: [], env: [], gameId: [], error: [], id: [],
  attempt: ["1", "2"], progress: ["0", "50", "100"], duration: spans, created: times, started: times, ended: times,
};
const ordered = new Set(["attempt", "progress", "duration", "created", "started", "ended", "ticket"]);
const textual = new Set(["worker", "error", "gameId", "env", "actor"]);

function operators(field: string): string[] {
  return ["=", "!=", ...(ordered.has(field) ? ["<", "<=", ">", ">="] : []), ...(textual.has(field) ? ["~", "!~", "^=", "$="] : []), "in (", "not in (", "is empty", "is not empty"];
}

const TOKEN = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[()（）,，]|[!<>=~^$]+|[^\s()（）,，"'!<>=~^$]+/g;
const joins = new Set(["and", "or", "not", "(", "（"]);

/** Where the word at the cursor begins, and what may stand there. `functions` are the names that `function =` takes. */
export function suggest(before: string, functions: readonly string[]): { from: number; options: Suggestion[] } {
  const tokens = [...before.matchAll(TOKEN)].map((match) => ({ text: match[0], from: match.index }));
  const last = tokens[tokens.length - 1];
  const inWord = last !== undefined && last.from + last.text.length === before.length && !/^[()（）,，]$/.test(last.text);
  const from = inWord ? last.from : before.length;
  const done = (inWord ? tokens.slice(0, -1) : tokens).map((token) => token.text.toLowerCase());
  const words = (list: readonly string[], kind: Suggestion["kind"]) => ({ from, options: list.map((word) => ({ word, kind })) });

  // The field of the condition that the cursor is in: the last one behind a joining word.
  let field: string | undefined;
  let operator = "";
  let ended = false;
  let list = false;
  for (const token of done) {
    if (field === undefined) {
      if (!joins.has(token)) field = Object.keys(fields).find((one) => one.toLowerCase() === token) ?? token;
    } else if (list) {
      if (token === ")" || token === "）") [list, ended] = [false, true];
    } else if (ended) {
      if (token === "and" || token === "or") [field, operator, ended] = [undefined, "", false];
    } else if (operator === "" || operator === "not" || operator === "is" || operator === "is not") {
      operator = `${operator} ${token}`.trim();
      if (operator.endsWith("empty")) ended = true;
    } else if (token === "(" || token === "（") list = true;
    else ended = true;
  }
  if (field === undefined) return words([...Object.keys(fields), "not"], "field");
  if (ended) return words(["and", "or"], "word");
  if (operator === "" ) return words(operators(field), "operator");
  if (operator === "is") return words(["empty", "not empty"], "operator");
  if (operator === "not") return words(["in ("], "operator");
  if (/(^|\s)in$/.test(operator) && !list) return words(["("], "operator");
  const values = field === "function" ? functions : (fields[field] ?? []);
  return words([...values, "empty"], "value");
}

/** The whole filter: what was written, and the state that was chosen beside it. */
export function joined(filter: string, state: string): string {
  if (state === "") return filter;
  return filter.trim() === "" ? `state = ${state}` : `(${filter}) and state = ${state}`;
}
