import { expect, test } from "vitest";

import { nextPath } from "./next";

test("after the log-in only our own paths are gone to", () => {
  expect(nextPath("?next=%2Ftickets%3Fview%3D3")).toBe("/tickets?view=3");
  expect(nextPath("?next=https%3A%2F%2Fevil.example")).toBe("/");
  expect(nextPath("?next=%2F%2Fevil.example")).toBe("/");
  expect(nextPath("?next=%2F%5Cevil.example")).toBe("/");
  expect(nextPath("?next=%2Flogin")).toBe("/");
});
