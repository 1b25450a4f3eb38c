import dayjs from "dayjs";
import { expect, test } from "vitest";

import { boundOf, breaks, isOut } from "./bound";

const now = new Date(2026, 10, 22, 12).getTime();
const at = (day: number, hour: number) => dayjs(new Date(2026, 10, day, hour));

test("what has happened is not in the future, and what is planned not in the past", () => {
  expect([breaks(at(22, 13), "past", now), breaks(at(22, 11), "past", now), breaks(dayjs(now), "past", now)]).toEqual([true, false, false]);
  expect([breaks(at(22, 13), "future", now), breaks(at(22, 11), "future", now), breaks(dayjs(now), "future", now)]).toEqual([false, true, true]);
});

test("today is offered for both, yesterday and tomorrow for one", () => {
  expect([21, 22, 23].map((day) => isOut(at(day, 8), "past", now))).toEqual([false, false, true]);
  expect([21, 22, 23].map((day) => isOut(at(day, 8), "future", now))).toEqual([true, false, false]);
});

test("a pause ends in the future, and of other fields nothing is known", () => {
  expect([boundOf("pause_end_time"), boundOf("start_time")]).toEqual(["future", undefined]);
});
