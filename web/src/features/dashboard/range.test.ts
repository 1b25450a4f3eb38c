import { expect, test } from "vitest";

import { beginning, rangeOf, zoneOf } from "./range";

test("an address without a known range means thirty days", () => {
  expect(rangeOf("90")).toBe(90);
  expect(rangeOf("12")).toBe(30);
  expect(rangeOf(null)).toBe(30);
});

test("a range begins with a whole day of the reader's, today included", () => {
  const day = beginning(7, new Date(2026, 10, 22, 14, 30));
  expect([day.getMonth(), day.getDate(), day.getHours(), day.getMinutes()]).toEqual([10, 16, 0, 0]);
});

test("the zone counts east of UTC", () => {
  expect(zoneOf({ getTimezoneOffset: () => -480 } as Date)).toBe(480);
});
