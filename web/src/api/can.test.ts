import { describe, expect, test } from "vitest";

import { canOf } from "./can";
import type { Rights } from "./types";

const own: Rights["permissions"] = ["view_tickets", "create_tickets", "edit_tickets", "comment"];
const user: Rights = { access: "user", admin: false, permissions: ["create_tickets"], projects: [{ project: "SUP", permissions: ["create_tickets", "manage_project"], ofOwn: own }, { project: "NET", permissions: ["create_tickets"], ofOwn: own }] };
const ticket = { project: "NET", creator: "ann", assignee: "", watchers: ["wen"] };

describe("rights", () => {
  test("what is given in one project is not given in another", () => {
    const can = canOf(user, "bob");
    expect([can.project("SUP", "manage_project"), can.project("NET", "manage_project"), can.project("DEV", "create_tickets")]).toEqual([true, false, false]);
    expect([can.somewhere("manage_project"), can.somewhere("view_audit"), can.team("manage_project")]).toEqual([true, false, false]);
  });

  test("one's own tickets may be edited by who made them or works on them, and by nobody else", () => {
    expect(canOf(user, "ann").ticket(ticket, "edit_tickets")).toBe(true);
    expect(canOf(user, "bob").ticket(ticket, "edit_tickets")).toBe(false);
    expect(canOf(user, "bob").ticket({ ...ticket, assignee: "bob" }, "edit_tickets")).toBe(true);
  });

  test("who watches may comment, and not edit", () => {
    const can = canOf(user, "wen");
    expect([can.ticket(ticket, "comment"), can.ticket(ticket, "edit_tickets")]).toEqual([true, false]);
  });

  test("a guest may not enter", () => {
    const can = canOf({ access: "unregistered", admin: false, permissions: [], projects: [] }, "guest");
    expect([can.enter, can.seePeople, can.administer, can.somewhere("create_tickets")]).toEqual([false, false, false, false]);
  });
});
