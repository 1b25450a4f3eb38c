/** The words of a filter (docs/filter.md), with their places. It judges nothing: the server does, and says where. */
export type TokenKind = "word" | "text" | "operator" | "open" | "close" | "comma";

export interface Token {
  kind: TokenKind;
  /** As it stands; of a text in quotes what it means. */
  text: string;
  /** Where it begins and ends, in UTF-16 units. */
  from: number;
  to: number;
  /** A text whose quote never ends. */
  unended?: boolean;
}

const SIGNS: Record<string, TokenKind> = { "(": "open", "（": "open", ")": "close", "）": "close", ",": "comma", "，": "comma" };
const OPERATOR = /^(!=|!~|<=|>=|\^=|\$=|=|<|>|~)/;
const WORD = /^[^\s()（）,，"'“”=!<>~^$]+/;
const QUOTES: Record<string, string> = { '"': '"', "'": "'", "“": "”" };
const ESCAPED: Record<string, string> = { n: "\n", t: "\t", r: "\r" };

function readText(filter: string, from: number, end: string): Token {
  let text = "";
  for (let at = from + 1; at < filter.length; at += 1) {
    const letter = filter[at] ?? "";
    if (letter === end) return { kind: "text", text, from, to: at + 1 };
    if (letter === "\\" && at + 1 < filter.length) {
      at += 1;
      const next = filter[at] ?? "";
      text += ESCAPED[next] ?? next;
    } else {
      text += letter;
    }
  }
  return { kind: "text", text, from, to: filter.length, unended: true };
}

/** Cuts a filter into its words. */
export function tokens(filter: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < filter.length) {
    const letter = filter[at] ?? "";
    const rest = filter.slice(at);
    const sign = SIGNS[letter];
    const quote = QUOTES[letter];
    const match = OPERATOR.exec(rest)?.[0];
    const word = WORD.exec(rest)?.[0];
    let next: Token | undefined;
    if (sign !== undefined) next = { kind: sign, text: letter, from: at, to: at + 1 };
    else if (quote !== undefined) next = readText(filter, at, quote);
    else if (match !== undefined) next = { kind: "operator", text: match, from: at, to: at + match.length };
    else if (word !== undefined) next = { kind: "word", text: word, from: at, to: at + word.length };
    if (next !== undefined) found.push(next);
    at = next?.to ?? at + 1;
  }
  return found;
}

/** Whether a token is this word of the language. */
export const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token?.kind === "word" && words.includes(token.text.toLowerCase());

const RESERVED = new Set(["and", "or", "not", "in", "is", "empty", "me", "true", "false", "group"]);

/** A value as it is written in a filter: bare where that can be read, else in quotes. */
export function quoted(value: string): string {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(value) && !RESERVED.has(value.toLowerCase())) return value;
  const escaped = value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\t/g, "\\t").replace(/\r/g, "\\r");
  return `"${escaped}"`;
}
