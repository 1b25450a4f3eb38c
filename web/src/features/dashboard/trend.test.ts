import { expect, test } from "vitest";

import { asBars, isEmpty, stepOf, told, type Trend } from "./trend";

const made = (...values: (number | null)[]): Trend => ({
  days: values.map((_, at) => ({ key: String(at), name: `day ${at}` })),
  lines: [{ key: "a", name: "A", tone: "accent", points: values.map((value) => ({ value, text: String(value), filter: "" })) }],
  tell: String,
});

test("a month is drawn as bars, more as lines", () => {
  expect(asBars(made(...Array.from({ length: 31 }, () => 1)))).toBe(true);
  expect(asBars(made(...Array.from({ length: 32 }, () => 1)))).toBe(false);
});

test("days without anything are empty, whether counted or not to be measured", () => {
  expect(isEmpty(made(0, null))).toBe(true);
  expect(isEmpty(made(0, 1))).toBe(false);
});

test("a table tells the newest day first, and only days on which something was", () => {
  expect(told(made(3, 0, null, 7))).toEqual([3, 0]);
});

test("an axis of times has its lines at whole minutes, hours or days", () => {
  expect([stepOf(50), stepOf(3_000), stepOf(80_000), stepOf(1_300_000), stepOf(1e9)]).toEqual([10, 900, 21_600, 432_000, 171_072_000]);
});
