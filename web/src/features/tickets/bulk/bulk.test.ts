// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";

import type { Job, JobEvent } from "@/api/types";

import { actionOf } from "./jobs";
import { byReason, countsOf, endedOf, lastCounts } from "./outcome";
import { isSeen, keepSeen, readSeen } from "./seen";

const counts = { total: 9, done: 3, unchanged: 1, waiting: 1, refused: 2 };
const event = (seq: number, payload?: unknown) => ({ seq, type: "progress", message: "", at: "", payload }) as JobEvent;
const job = (id: string, at = "2026-11-22T08:00:00Z") => ({ id, created_at: at }) as Job;

beforeEach(() => localStorage.clear());

test("what a job does stands in its name", () => {
  expect(actionOf({ function_id: "bulk:assign" })).toBe("assign");
  expect(actionOf({ function_id: "player.ban" })).toBeUndefined();
});

test("numbers are read where all of them are there", () => {
  expect(countsOf({ action: "assign", ...counts })).toEqual(counts);
  expect(countsOf({ total: 9, done: 3 })).toBeUndefined();
  expect(countsOf(null)).toBeUndefined();
  expect(endedOf(counts)).toBe(7);
});

test("a job that was stopped has the numbers that it told last", () => {
  expect(lastCounts([event(1, { ...counts, done: 1 }), event(2, counts), event(3)])).toEqual(counts);
  expect(lastCounts([event(1)])).toBeUndefined();
});

test("refusals are gathered by reason, the commonest first", () => {
  const item = (ticket: string, message?: string) => ({ ticket, outcome: "refused" as const, changes: [], error: "conflict", ...(message !== undefined && { message }) });
  expect(byReason([item("A-1", "gone"), item("A-2", "no way"), item("A-3", "no way"), item("A-4")])).toEqual([
    { why: "no way", tickets: ["A-2", "A-3"] }, { why: "gone", tickets: ["A-1"] }, { why: "conflict", tickets: ["A-4"] },
  ]);
});

test("what was put away stays so, until numbers begin anew", () => {
  const seen = keepSeen([job("7")]);
  expect(isSeen(seen, job("7"))).toBe(true);
  expect(isSeen(seen, job("7", "2027-01-01T00:00:00Z"))).toBe(false);
  expect(readSeen()).toHaveLength(1);
  localStorage.setItem("gongdan.bulk.seen", "{broken");
  expect(readSeen()).toEqual([]);
});
