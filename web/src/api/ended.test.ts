// @vitest-environment jsdom
import { expect, test } from "vitest";

import { endedStatuses } from "./ended";

test("a key that is over in one project and not in another is not taken for over", () => {
  const all = [
    { key: "new", category: "new" },
    { key: "done", category: "resolved" },
    { key: "done", category: "closed" },
    { key: "verified", category: "resolved" },
    { key: "verified", category: "active" },
  ] as const;
  expect(endedStatuses(all)).toEqual(["done"]);
});
