import { expect, it } from "vitest";

import type { Func } from "@/api/types";

import { changeOf, draftOf, isDirty } from "./draft";

const func: Func = {
  id: "a", name: "A", description: "", category: "", risk: "low", kind: "script", enabled: true, version: 1, source: "return 1", input: null, output: null,
  timeoutMs: 60_000, maxAttempts: 1, concurrency: 0, createdAt: "", updatedAt: "",
};

it("only what differs is sent", () => {
  const draft = draftOf(func);
  expect([isDirty(func, draft), changeOf(func, draft)]).toEqual([false, { change: {} }]);
  expect(changeOf(func, { ...draft, source: "return 2", input: '{"type":"object"}' })).toEqual({ change: { source: "return 2", input: { type: "object" } } });
});

it("a schema that is half written is not sent", () => {
  expect(changeOf(func, { ...draftOf(func), output: "{" })).toEqual({ unread: "output" });
});

it("an emptied schema is none", () => {
  const strict = { ...func, input: { type: "object" } };
  expect(changeOf(strict, { ...draftOf(strict), input: " " })).toEqual({ change: { input: {} } });
});
