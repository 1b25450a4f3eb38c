import { expect, it } from "vitest";

import type { IncidentTimes } from "@/api/types";

import { isWaiting, others, pauseOf, taken } from "./brief";

const AT = "2026-11-22T08:00:00Z";
const times = (more: Partial<IncidentTimes> = {}): IncidentTimes => ({ severity: "P1", phase: "new", createdAt: AT, acknowledge: null, mitigate: null, resolve: null, resolveLast: null, reopened: 0, pausedSeconds: 0, pausedSince: null, ...more });

it("who helps the commander stands in the order of the roles, roles of one's own behind", () => {
  expect(others({ vendor: "eve", scribe: "ann", commander: "bob", communications: "cid" }).map((one) => one.role)).toEqual(["communications", "scribe", "vendor"]);
});

it("only times that have come are told", () => {
  expect(taken(times({ acknowledge: { at: AT, seconds: 60 }, resolve: { at: AT, seconds: 600 } }))).toEqual([{ measure: "acknowledge", seconds: 60 }, { measure: "resolve", seconds: 600 }]);
});

it("an incident waits until somebody takes it up or it is over", () => {
  expect(isWaiting(times())).toBe(true);
  expect(isWaiting(times({ acknowledge: { at: AT, seconds: 1 } }))).toBe(false);
  expect(isWaiting(times({ phase: "rejected" }))).toBe(false);
});

it("a pause tells its end and reason where they are kept", () => {
  const incident = { roles: {}, times: times({ phase: "paused", pausedSince: AT }) };
  expect(pauseOf({ incident, fields: { pause_reason: "vendor", pause_end_time: "" } })).toEqual({ since: AT, until: undefined, why: "vendor" });
  expect(pauseOf({ incident: { roles: {}, times: times() }, fields: {} })).toBeUndefined();
});
