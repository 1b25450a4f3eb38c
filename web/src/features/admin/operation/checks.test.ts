import { expect, test } from "vitest";

import { byGravity, worst, type Check } from "./checks";

const check = (name: string, level: Check["level"]): Check => ({ check: name, level, finding: "", advice: null });

test("what is gravest stands first, and says how all of it is", () => {
  const all = [check("database", "fine"), check("clock", "warning"), check("schema", "fine"), check("disk_space", "trouble")];
  expect(byGravity(all).map((one) => one.check)).toEqual(["disk_space", "clock", "database", "schema"]);
  expect([worst(all), worst(all.slice(0, 3)), worst(all.slice(0, 1)), worst([])]).toEqual(["trouble", "warning", "fine", "fine"]);
});

test("a level that is not known is not taken for good", () => {
  expect(worst([check("database", "odd" as Check["level"])])).toBe("warning");
});
