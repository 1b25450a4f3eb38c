import { expect, test } from "vitest";

import type { TicketDetail as Detail } from "@/api/types";

import { bodyOf, changedFields, conflicts, same, valueOf, withValues } from "./values";

const ticket = (over: Partial<Detail> = {}): Detail => ({
  id: 1, key: "SUP-1", uuid: "", project: "SUP", type: "task", title: "Old", content: "text", category: "network", priority: "low", status: "open",
  assignee: "", tags: [], playerId: "", contact: "", gameId: "", env: "", source: "api", createdAt: "", updatedAt: "", creator: "ann", watchers: [],
  version: 1, fields: {}, links: [], attachments: [], ...over,
});

test("another's change of another field is no conflict", () => {
  expect(conflicts(ticket(), ticket({ priority: "high", version: 2 }), { title: "New" })).toEqual([]);
});

test("two different values of one field are a conflict, told with all three", () => {
  expect(conflicts(ticket(), ticket({ title: "Theirs" }), { title: "Mine" })).toEqual([{ field: "title", base: "Old", theirs: "Theirs", mine: "Mine" }]);
});

test("two people who want the same do not quarrel", () => {
  expect(conflicts(ticket(), ticket({ tags: ["a"] }), { tags: ["a"] })).toEqual([]);
});

test("custom fields conflict by their own names", () => {
  const theirs = ticket({ fields: { isp: "telecom" } });
  expect(conflicts(ticket(), theirs, { "fields.isp": "mobile" })).toHaveLength(1);
  expect(changedFields(ticket(), theirs)).toEqual(["fields.isp"]);
});

test("nothing is null, an empty text, an empty list or no value at all", () => {
  expect(same("", null)).toBe(true);
  expect(same([], undefined)).toBe(true);
  expect(same(0, null)).toBe(false);
  expect(valueOf(ticket(), "dueAt")).toBeNull();
});

test("the body clears what is emptied and leaves the rest alone", () => {
  const body = bodyOf({ assignee: null, tags: null, "fields.isp": "" });
  expect(body).toMatchObject({ assignee: "", tags: [], fields: { isp: null }, title: null });
});

test("values are put into a ticket without changing the one they came from", () => {
  const before = ticket();
  expect(withValues(before, { title: "x", "fields.n": 3, assignee: null })).toMatchObject({ title: "x", fields: { n: 3 }, assignee: "" });
  expect(before.fields).toEqual({});
});
