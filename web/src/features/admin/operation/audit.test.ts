import { expect, test } from "vitest";

import { lines } from "./audit";

test("details are told a line each, without what is empty", () => {
  expect(lines({ name: "net", members: ["a", "b"], none: [], nothing: null, empty: "", count: 3 })).toEqual([["name", "net"], ["members", "a, b"], ["count", "3"]]);
});

test("what has parts keeps them", () => {
  expect(lines({ rows: { taken: 2 } })[0]?.[1]).toContain("\"taken\": 2");
});
