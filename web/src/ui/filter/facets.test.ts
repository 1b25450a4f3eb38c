import { expect, test } from "vitest";

import { bothOf } from "./clauses";
import { canChip, choose, chooseUpdated, chosen, chosenUpdated } from "./facets";
import { quoted, tokens } from "./tokens";

test("chips read what they wrote", () => {
  let filter = "";
  filter = choose(filter, "status", ["open", "in_progress"]);
  filter = choose(filter, "assignee", ["me", "empty"]);
  filter = choose(filter, "project", ["SUP"]);
  filter = chooseUpdated(filter, "> -7d");
  expect(filter).toBe("status in (open, in_progress) and assignee in (me, empty) and project = SUP and updated > -7d");
  expect(chosen(filter, "status")).toEqual(["open", "in_progress"]);
  expect(chosen(filter, "assignee")).toEqual(["me", "empty"]);
  expect(chosen(filter, "project")).toEqual(["SUP"]);
  expect(chosenUpdated(filter)).toBe("> -7d");
  expect(chosen(filter, "priority")).toEqual([]);
});

test("what is around a condition stays to the letter", () => {
  const filter = `title ~ "a and b"   AND status=open and  fields.room ^= 3`;
  expect(choose(filter, "status", ["closed"])).toBe(`title ~ "a and b"   AND status = closed and  fields.room ^= 3`);
  expect(choose(filter, "status", [])).toBe(`title ~ "a and b"   AND fields.room ^= 3`);
  expect(choose("a = 1 and status = open", "status", [])).toBe("a = 1");
  expect(choose("status = open", "status", [])).toBe("");
});

test("a filter with or at its top is put into parentheses before a condition is added", () => {
  const added = choose("status = open or priority = high", "project", ["SUP"]);
  expect(added).toBe("(status = open or priority = high) and project = SUP");
  expect(chosen(added, "project")).toEqual(["SUP"]);
  expect(chosen(added, "status")).toEqual([]);
  expect(choose(added, "project", [])).toBe("(status = open or priority = high)");
});

test("what a chip cannot say is left to the text", () => {
  expect(chosen("assignee in (me, group(crew))", "assignee")).toEqual([]);
  expect(chosen("status != open", "status")).toEqual([]);
  expect(chosen("not status = open", "status")).toEqual([]);
  expect(chosen('assignee = "me"', "assignee")).toEqual([]);
  expect(chosenUpdated("updated ~ x")).toBe("");
  expect(choose("status != open", "status", ["closed"])).toBe("status != open and status = closed");
});

test("nobody is a value of its own", () => {
  expect(choose("", "assignee", ["empty"])).toBe("assignee is empty");
  expect(chosen("assignee IS EMPTY", "assignee")).toEqual(["empty"]);
});

test("half a filter leaves the chips alone", () => {
  for (const half of ["status in (open", 'title = "x', "status = open and", "a) and b"]) {
    expect(canChip(half)).toBe(false);
    expect(choose(half, "status", ["open"])).toBe(half);
  }
  expect(canChip("")).toBe(true);
});

test("values are quoted where they must be, and come back the same", () => {
  for (const value of ["li.wei", "a b", 'say "no"', "back\\slash", "not", "网络 报修", "a,b", "new\nline", "me2"]) {
    expect(tokens(quoted(value))).toMatchObject([{ text: value }]);
  }
  expect(quoted("li.wei")).toBe("li.wei");
  expect(quoted("me")).toBe('"me"');
  expect(chosen(choose("", "status", ["a b", "c"]), "status")).toEqual(["a b", "c"]);
});

test("signs of a Chinese keyboard are read", () => {
  expect(chosen("status in （open，closed）", "status")).toEqual(["open", "closed"]);
  expect(tokens("“说不”")).toMatchObject([{ kind: "text", text: "说不" }]);
});

test("two filters that must both hold keep their meaning", () => {
  expect(bothOf("", "id in (1)")).toBe("id in (1)");
  expect(bothOf("a = 1", "b = 2")).toBe("a = 1 and b = 2");
  expect(bothOf("a = 1 or c = 3", "b = 2")).toBe("(a = 1 or c = 3) and b = 2");
});
