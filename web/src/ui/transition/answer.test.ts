import { expect, test } from "vitest";

import type { Offer } from "@/api/types";

import { beginning, bodyOf, entryOf, misplaced, missing } from "./answer";

const offer: Offer = {
  id: "T1", name: "Solve", to: "solved", allowed: true,
  fields: [
    { field: "fields.cause", label: "cause", required: true },
    { field: "assignee", label: "assignee", required: false, default: "ann" },
    { field: "tf-comment", label: "comment", required: true, default: "done" },
    { field: "tf-manhour", label: "hours", required: true },
  ],
};
const now = (field: string) => ({ "fields.cause": "cable", assignee: "bob" })[field] ?? null;

test("a screen begins with its defaults, else with what the ticket has", () => {
  expect(beginning(offer, now)).toMatchObject({ fields: { "fields.cause": "cable", assignee: "ann" }, note: "done" });
});

test("what was said before the screen goes before its defaults, and is sent even where it does not ask", () => {
  const answer = beginning(offer, now, { assignee: "cleo", priority: "high" });
  expect(answer.fields).toEqual({ "fields.cause": "cable", assignee: "cleo", priority: "high" });
  expect(bodyOf(offer, answer, now)).toMatchObject({ fields: { assignee: "cleo", priority: "high" } });
});

test("what is required and empty is missing", () => {
  const answer = { ...beginning(offer, () => null), note: " " };
  expect(missing(offer, answer)).toEqual(["fields.cause", "tf-comment", "tf-manhour"]);
});

test("a pause that would have ended already is on the wrong side of now", () => {
  const pause: Offer = { ...offer, fields: [{ field: "fields.pause_end_time", label: "until", required: false }] };
  const until = (text: string) => misplaced(pause, { ...beginning(pause, () => null), fields: { "fields.pause_end_time": text } }, Date.parse("2026-11-22T08:00:00Z"));
  expect(until("2026-11-22T07:00:00Z")).toMatchObject([{ field: "fields.pause_end_time", bound: "future" }]);
  expect([until("2026-11-22T09:00:00Z"), until("")]).toEqual([[], []]);
});

test("only what differs is sent, custom fields by their keys", () => {
  const answer = { ...beginning(offer, now), hours: 1.5 };
  expect(bodyOf(offer, answer, now)).toEqual({ transition: "T1", note: "done", fields: { assignee: "ann" }, worklog: { hours: 1.5 } });
  expect(bodyOf(offer, { ...answer, fields: { "fields.cause": "" } }, now)).toMatchObject({ fields: { cause: null } });
});

test("the server's names lead to the entries of the screen", () => {
  expect(entryOf(offer, "note")).toBe("tf-comment");
  expect(entryOf(offer, "worklog.hours")).toBe("tf-manhour");
  expect(entryOf(offer, "fields.cause")).toBe("fields.cause");
  expect(entryOf(offer, "cause")).toBe("fields.cause");
  expect(entryOf(offer, "nonsense")).toBeUndefined();
});
