import { expect, it } from "vitest";

import { duration } from "./duration";

it("a duration is told by its two largest parts", () => {
  expect([0, 80, 2_450, 59_900, 65_000, 3_600_000, 5_400_000, 90_000_000].map((ms) => duration(ms, "en"))).toEqual(["0 ms", "80 ms", "2.4 s", "59 s", "1 min 5 s", "1 h", "1 h 30 min", "1 d 1 h"]);
  expect(duration(65_000, "zh")).toBe("1 分 5 秒");
});
