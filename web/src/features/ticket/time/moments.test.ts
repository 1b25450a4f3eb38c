// @vitest-environment jsdom
import { expect, test } from "vitest";

import { placeOf } from "./moments";

const steps = ["2026-11-21T10:00:00.000001Z", "2026-11-21T10:00:00.000002Z", "2026-11-21T11:00:00Z"].map((at) => ({ at }));

test("a step's own moment is found to the microsecond", () => {
  expect(placeOf(steps, "2026-11-21T10:00:00.000001Z")).toBe(0);
  expect(placeOf(steps, "2026-11-21T10:00:00.000002Z")).toBe(1);
});

test("between two steps it is as after the first of them", () => {
  expect(placeOf(steps, "2026-11-21T10:30:00Z")).toBe(1);
  expect(placeOf(steps, "2027-01-01T00:00:00Z")).toBe(2);
});

test("before the first step and for no moment at all there is one too", () => {
  expect(placeOf(steps, "2020-01-01T00:00:00Z")).toBe(0);
  expect(placeOf(steps, "yesterday")).toBe(2);
});
