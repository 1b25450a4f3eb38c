/** What may stand at a place of a filter, so that it can be offered. */
import { isWord, tokens, type Token } from "./tokens";

export type Expected =
  | { what: "field" }
  | { what: "operator"; field: string }
  | { what: "value"; field: string; operator: string; inList: boolean }
  | { what: "joiner" };

export interface Place {
  expected: Expected;
  /** Where what is being typed begins. */
  from: number;
  typed: string;
}

type State = Expected | { what: "open list"; field: string; operator: string } | { what: "list goes on"; field: string; operator: string };

const isEnd = (token: Token) => token.kind === "close";

function afterOperator(state: Extract<State, { what: "operator" }>, token: Token): State {
  const { field } = state;
  if (isWord(token, "not")) return state;
  if (isWord(token, "in")) return { what: "open list", field, operator: "in" };
  if (isWord(token, "is")) return { what: "value", field, operator: "is", inList: false };
  return token.kind === "operator" ? { what: "value", field, operator: token.text, inList: false } : { what: "joiner" };
}

function afterValue(state: Extract<State, { what: "value" }>, token: Token): State {
  const { field, operator, inList } = state;
  if (token.kind === "open") return { what: "value", field, operator, inList: true };
  if (inList) return isEnd(token) ? { what: "joiner" } : { what: "list goes on", field, operator };
  if (operator === "is" && isWord(token, "not")) return state;
  return { what: "joiner" };
}

function step(state: State, token: Token): State {
  switch (state.what) {
    case "field":
      if (token.kind === "open" || isWord(token, "not")) return state;
      return token.kind === "word" ? { what: "operator", field: token.text } : state;
    case "operator": return afterOperator(state, token);
    case "open list": return { what: "value", field: state.field, operator: state.operator, inList: token.kind === "open" };
    case "value": return afterValue(state, token);
    case "list goes on":
      if (token.kind === "comma") return { what: "value", field: state.field, operator: state.operator, inList: true };
      return isEnd(token) ? { what: "joiner" } : state;
    case "joiner": return isWord(token, "and", "or") ? { what: "field" } : state;
  }
}

/** What is awaited where the cursor stands. */
export function expectedAt(filter: string, cursor: number): Place {
  const before = tokens(filter.slice(0, cursor));
  const last = before[before.length - 1];
  const typing = last !== undefined && last.to === cursor && (last.kind === "word" || last.unended === true);
  const done = typing ? before.slice(0, -1) : before;
  let state: State = { what: "field" };
  for (const token of done) state = step(state, token);
  const from = typing ? last.from : cursor;
  const typed = typing ? last.text : "";
  if (state.what === "open list") return { expected: { what: "value", field: state.field, operator: state.operator, inList: false }, from, typed };
  if (state.what === "list goes on") return { expected: { what: "joiner" }, from, typed };
  return { expected: state, from, typed };
}
