import { expect, test } from "vitest";

import { exact, relative } from "./time";

const now = Date.parse("2026-11-21T12:00:00Z");
const at = (text: string) => new Date(text);

test("the same minute is now, in both languages", () => {
  expect(relative(at("2026-11-21T11:59:30Z"), now, "en")).toBe("now");
  expect(relative(at("2026-11-21T11:59:30Z"), now, "zh")).toBe("现在");
});

test("hours and days are counted whole", () => {
  expect(relative(at("2026-11-21T09:30:00Z"), now, "en")).toBe("2 hours ago");
  expect(relative(at("2026-11-20T11:00:00Z"), now, "en")).toBe("yesterday");
  expect(relative(at("2026-11-21T14:00:00Z"), now, "zh")).toBe("2小时后");
});

test("what is long ago is told by its date", () => {
  expect(relative(at("2026-01-05T12:00:00Z"), now, "en")).toBe("5 Jan 2026");
});

test("the zone stands last in both languages", () => {
  expect(exact(new Date("2026-11-22T06:24:59Z"), "zh")).toMatch(/^2026年11月22日 \d\d:24:59 \S+$/);
  expect(exact(new Date("2026-11-22T06:24:59Z"), "en")).toMatch(/^22 Nov 2026, \d\d:24:59 \S+$/);
});
