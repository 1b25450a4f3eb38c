import { expect, test } from "vitest";

import { byName, daysOf, listOf, type Slice } from "./slices";

const slice = (key: string, name: string, count: number, tone = "accent"): Slice => ({ key, name, count, filter: `status = ${key}`, tone });

test("a figure leads to the list of its filter", () => {
  expect(listOf("status in (\"open\")")).toBe("/tickets?filter=status%20in%20(%22open%22)");
  expect(listOf("")).toBe("/tickets");
});

test("ages are told in days", () => {
  expect(daysOf(86_400, 259_200)).toEqual({ from: 1, to: 3 });
  expect(daysOf(7_776_000, null)).toEqual({ from: 90, to: undefined });
});

test("statuses of one name are one bar, at the place of the first, with the colour of the largest", () => {
  const all = [slice("open", "Open", 1), slice("resolved", "Done", 2, "resolved"), slice("closed", "Closed", 4), slice("completed", "Done", 3, "closed")];
  expect(byName(all)).toEqual([
    slice("open", "Open", 1),
    { key: "resolved completed", name: "Done", count: 5, filter: "(status = resolved) or (status = completed)", tone: "closed" },
    slice("closed", "Closed", 4),
  ]);
});
