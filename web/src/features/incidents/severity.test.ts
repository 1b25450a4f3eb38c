import { expect, it } from "vitest";

import type { Ticket } from "@/api/types";

import { asChange, bySeverity, severityOf } from "./severity";

const ticket = (priority: Ticket["priority"], fields: Record<string, string> = {}, createdAt = "") => ({ priority, fields, createdAt }) as unknown as Ticket;

it("a severity is the priority, and the shade below the lowest", () => {
  expect([ticket("critical"), ticket("high"), ticket("medium"), ticket("low"), ticket("low", { incident_level: "level_50" })].map(severityOf)).toEqual(["P1", "P2", "P3", "P4", "P5"]);
});

it("giving a severity and reading it are the same", () => {
  expect(asChange("P5", true)).toEqual({ priority: "low", fields: { incident_level: "level_50" } });
  expect(asChange("P4", true)).toEqual({ priority: "low", fields: { incident_level: null } });
  expect(asChange("P1", false)).toEqual({ priority: "critical" });
});

it("what has waited longest is first", () => {
  expect(bySeverity([ticket("high", {}, "b"), ticket("high", {}, "a")]).P2.map((one) => one.createdAt)).toEqual(["a", "b"]);
});
