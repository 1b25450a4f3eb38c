/** What may come next in a filter (docs/filter.md): a field, an operator, a value, or what joins two conditions. */
const operators = ["=", "!=", "in (", "not in (", "~", "^=", "<", "<=", ">", ">=", "is empty", "is not empty"];
const joints = ["and", "or"];

/** The words that fit behind `before`, and where the word that is being typed begins. */
export function offer(before: string, fields: readonly string[], values: Readonly<Record<string, readonly string[]>>): { from: number; words: readonly string[] } {
  const word = /[\w.]*$/.exec(before)?.[0] ?? "";
  const from = before.length - word.length;
  const rest = before.slice(0, from).trimEnd();
  const condition = rest.split(/\b(?:and|or)\b|\bnot\b(?!\s+in\b)/).at(-1)?.replace(/^[\s(]+/, "") ?? "";
  if (condition === "") return { from, words: [...fields, "not"] };
  const [, field = "", operator = ""] = /^([\w.]+)\s*(=|!=|\^=|\$=|~|!~|<=|>=|<|>|in\s*\(|not\s+in\s*\(|is)?/.exec(condition) ?? [];
  if (operator === "") return { from, words: operators };
  if (/([=~<>]|,|\()$/.test(rest)) return { from, words: values[field] ?? [] };
  return { from, words: joints };
}
