import { expect, test } from "vitest";

import { mentionAt, wrapped } from "./marks";

test("a mark is put around the selection and taken away again", () => {
  const bold = wrapped("say it", [4, 6], "bold");
  expect(bold.text).toBe("say **it**");
  expect(wrapped(bold.text, bold.selection, "bold")).toEqual({ text: "say it", selection: [4, 6] });
});

test("code of several lines has a fence", () => {
  expect(wrapped("a\nb", [0, 3], "code").text).toBe("```\na\nb\n```");
});

test("lists mark each line that is touched", () => {
  expect(wrapped("one\ntwo\nthree", [5, 9], "numbers").text).toBe("one\n1. two\n2. three");
});

test("a link waits for its address", () => {
  const { text, selection } = wrapped("see docs", [4, 8], "link");
  expect(text.slice(...selection)).toBe("https://");
});

test("an @ names somebody, within an address it does not", () => {
  expect(mentionAt("ask @li", 7)).toEqual({ begin: 4, text: "li" });
  expect(mentionAt("请@李", 3)).toEqual({ begin: 1, text: "李" });
  expect(mentionAt("ann@example", 11)).toBeUndefined();
  expect(mentionAt("@ann done", 9)).toBeUndefined();
});
