import { expect, test } from "vitest";

import { offer } from "./offer";

const fields = ["actor", "action", "at"];
const words = (before: string) => offer(before, fields, { action: ["user.create"] }).words;

test("a condition begins with a field", () => {
  expect(words("")).toContain("actor");
  expect(words("actor = bob and ac")).toContain("action");
  expect(words("not ")).toContain("at");
});

test("behind a field comes an operator, behind an operator a value", () => {
  expect(words("actor ")).toContain("!=");
  expect(words("action = ")).toEqual(["user.create"]);
  expect(words("action in (user.create, ")).toEqual(["user.create"]);
  expect(words("actor = ")).toEqual([]);
});

test("a whole condition is joined to another", () => {
  expect(words("actor = bob ")).toEqual(["and", "or"]);
  expect(words("actor is empty ")).toEqual(["and", "or"]);
});

test("the word that is typed is replaced from its beginning", () => {
  expect(offer("actor = bob and ac", fields, {}).from).toBe(16);
});
