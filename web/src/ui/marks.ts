/** What the buttons of a Markdown editor do to its text. */

export type Mark = "bold" | "italic" | "code" | "link" | "list" | "numbers";
type Selection = [begin: number, end: number];

const around: Partial<Record<Mark, string>> = { bold: "**", italic: "_" };

/** The text with the selection marked, or with the mark taken away where it has it, and what is selected then. */
export function wrapped(text: string, [begin, end]: Selection, mark: Mark): { text: string; selection: Selection } {
  const inner = text.slice(begin, end);
  const put = (before: string, middle: string, after: string) => ({
    text: `${text.slice(0, begin)}${before}${middle}${after}${text.slice(end)}`,
    selection: [begin + before.length, begin + before.length + middle.length] as Selection,
  });
  if (mark === "list" || mark === "numbers") return lines(text, [begin, end], mark);
  if (mark === "link") return inner === "" ? put("[", "", "](https://)") : put(`[${inner}](`, "https://", ")");
  const sign = around[mark] ?? (inner.includes("\n") ? "```" : "`");
  if (sign === "```") return put("```\n", inner, "\n```");
  const has = text.slice(begin - sign.length, begin) === sign && text.slice(end, end + sign.length) === sign;
  if (!has) return put(sign, inner, sign);
  const from = begin - sign.length;
  return { text: `${text.slice(0, from)}${inner}${text.slice(end + sign.length)}`, selection: [from, from + inner.length] };
}

function lines(text: string, [begin, end]: Selection, mark: "list" | "numbers"): { text: string; selection: Selection } {
  const from = text.lastIndexOf("\n", begin - 1) + 1;
  const stop = text.indexOf("\n", end);
  const to = stop < 0 ? text.length : stop;
  const made = text.slice(from, to).split("\n").map((line, place) => `${mark === "list" ? "-" : `${place + 1}.`} ${line}`).join("\n");
  return { text: `${text.slice(0, from)}${made}${text.slice(to)}`, selection: [from + made.length, from + made.length] };
}

/** The user name that is being written at the caret: what follows an `@` that is not within a word (as the server reads them). */
export function mentionAt(text: string, caret: number): { begin: number; text: string } | undefined {
  const found = /(^|[^A-Za-z0-9._-])@([\p{L}\p{N}._-]{0,32})$/u.exec(text.slice(0, caret));
  return found === null ? undefined : { begin: caret - (found[2] ?? "").length - 1, text: found[2] ?? "" };
}
