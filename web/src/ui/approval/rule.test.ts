import { expect, test } from "vitest";

import { votes } from "./rule";

test("each rule comes to a number of votes", () => {
  expect(votes("all", 3)).toBe("all");
  expect(votes("any", 3)).toBe(1);
  expect(votes({ at_least: 2 }, 3)).toBe(2);
  expect(votes({ percent: 50 }, 3)).toBe(2);
});

test("as many as there are is everybody", () => {
  expect(votes("any", 1)).toBe("all");
  expect(votes({ percent: 100 }, 3)).toBe("all");
});
