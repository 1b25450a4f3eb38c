import { expect, test } from "vitest";

import { canOf } from "@/api/can";
import type { Rights } from "@/api/types";

import { administers, placesFor } from "./places";

const rights = (permissions: Rights["permissions"], own: Rights["permissions"] = []): Rights => ({ access: "operator", admin: false, permissions, projects: [{ project: "SUP", permissions: [...permissions, ...own], ofOwn: [] }] });
const pages = (of: Rights) => placesFor(canOf(of, "li")).flatMap((one) => [...one.names]);

test("who may read the audit finds it, and nothing else", () => {
  expect(pages(rights(["view_audit"]))).toEqual(["audit"]);
});

test("who manages one project finds the projects", () => {
  expect(pages(rights([], ["manage_project"]))).toEqual(["projects", "words"]);
});

test("the state of the instance is for administrators", () => {
  expect(pages(rights(["manage_team"]))).not.toContain("system");
  expect(pages({ ...rights(["manage_team"]), admin: true })).toContain("system");
});

test("who may nothing of it does not find administration", () => {
  expect(administers(canOf(rights(["view_tickets", "run_functions"]), "li"))).toBe(false);
});
