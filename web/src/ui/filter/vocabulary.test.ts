import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";

import { offers } from "./offers";
import { sourcesOf, type Vocabulary } from "./vocabulary";

const vocabulary: Vocabulary = {
  actor: { kind: "person", values: ["me"] },
  action: { kind: "text", values: ["user.create", "log in"] },
  state: { kind: "word", values: ["failed", "timeout"] },
  function: { kind: "word", values: () => Promise.resolve(["mail.send"]) },
  error: { kind: "text" },
  duration: { kind: "number", values: ["30s"] },
  created: { kind: "time", values: ["today", "-24h"] },
};

const source = offers(sourcesOf(vocabulary, (word) => `means ${word}`));
const ask = (before: string) => source(new CompletionContext(EditorState.create({ doc: before }), before.length, true));
const options = async (before: string) => (await ask(before))?.options ?? [];
const words = async (before: string) => (await options(before)).map((one) => one.label);

test("a condition begins with a field, and so does each behind a joining word", async () => {
  expect(await words("")).toEqual([...Object.keys(vocabulary), "not"]);
  expect(await words("actor = bob and ac")).toContain("action");
  expect(await words("not ")).toContain("state");
});

test("behind a field come the operators that it has", async () => {
  expect(await words("actor ")).toContain("!=");
  expect(await words("state ")).not.toContain("<");
  expect(await words("duration ")).toContain(">");
  expect(await words("error ")).toContain("~");
});

test("behind an operator comes a value, also inside a list and where it has to be asked for", async () => {
  expect(await words("STATE = ")).toEqual(["failed", "timeout"]);
  expect(await words("state in (failed, ")).toContain("timeout");
  expect(await words("function = ")).toEqual(["mail.send"]);
  expect(await words("created > ")).toContain("today");
  expect(await words("error = ")).toEqual([]);
});

test("a whole condition is joined to another", async () => {
  expect(await words("actor = bob ")).toEqual(["and", "or"]);
  expect(await words("state in (failed, timeout) ")).toEqual(["and", "or"]);
  expect(await words("error is not empty ")).toEqual(["and", "or"]);
});

test("the word that is typed is replaced from its beginning", async () => {
  expect((await ask("actor = bob and ac"))?.from).toBe(16);
  expect((await ask("state = failed and du"))?.from).toBe(19);
});

test("a name is put into quotes where it needs them, and what means something is not", async () => {
  expect((await options("action = ")).map((one) => one.apply)).toEqual(["user.create ", '"log in" ']);
  expect((await options("actor = ")).map((one) => one.apply)).toEqual(["me "]);
  expect((await options("created > ")).map((one) => one.apply)).toEqual(["today ", "-24h "]);
});

test("the words of the language say what they mean", async () => {
  expect((await options("state ")).find((one) => one.label === "!=")?.detail).toBe("means !=");
});
