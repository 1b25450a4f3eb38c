import { expect, test } from "vitest";

import { difference, folded } from "./lines";

const told = (from: string, to: string) => difference(from, to).map((line) => ({ same: " ", gone: "-", new: "+" })[line.sign] + line.text);

test("a changed line is told as gone and new, between what stayed", () => {
  expect(told("a\nb\nc", "a\nx\nc")).toEqual([" a", "-b", "+x", " c"]);
});

test("lines put in and taken away are found without the rest", () => {
  expect(told("a\nb\nc\nd", "b\nc\ne\nd")).toEqual(["-a", " b", " c", "+e", " d"]);
});

test("from and to nothing", () => {
  expect(told("", "a")).toEqual(["+a"]);
  expect(told("a", "")).toEqual(["-a"]);
  expect(told("", "")).toEqual([]);
});

test("both texts can be read back from any difference", () => {
  const some = ["a", "b", "a\nb", "b\na\nb", "c\nb\na\nb\nc", "a\n\nb"];
  for (const from of some) {
    for (const to of some) {
      const lines = difference(from, to);
      expect(lines.filter((line) => line.sign !== "new").map((line) => line.text).join("\n")).toBe(from);
      expect(lines.filter((line) => line.sign !== "gone").map((line) => line.text).join("\n")).toBe(to);
    }
  }
});

test("far equal lines are cut", () => {
  const shown = folded(difference("1\n2\n3\n4\n5\n6\n7", "1\n2\n3\n4\n5\n6\nx"), 1);
  expect(shown.map((line) => line?.text ?? null)).toEqual([null, "6", "7", "x"]);
});
