import { expect, test } from "vitest";

import { daysOf, fold, listOf, type Slice } from "./slices";

const slice = (count: number): Slice => ({ key: String(count), name: "", count, filter: "", tone: "accent" });

test("a figure leads to the list of its filter", () => {
  expect(listOf("status in (\"open\")")).toBe("/tickets?filter=status%20in%20(%22open%22)");
  expect(listOf("")).toBe("/tickets");
});

test("ages are told in days", () => {
  expect(daysOf(86_400, 259_200)).toEqual({ from: 1, to: 3 });
  expect(daysOf(7_776_000, null)).toEqual({ from: 90, to: undefined });
});

test("what is past the most is summed", () => {
  expect(fold([slice(3), slice(2), slice(1)], 1)).toEqual({ shown: [slice(3)], rest: 3 });
});
