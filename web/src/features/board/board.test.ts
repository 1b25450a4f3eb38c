// @vitest-environment jsdom
import { expect, test } from "vitest";

import type { BoardMove, Offer, StatusOfType, Ticket } from "@/api/types";

import { boardFilter, categoryFilter, columnsOf } from "./columns";
import { quoted } from "@/ui/filter/tokens";

import { withRoom } from "./lanes";
import { becomes, foresee, judge, reasonOf, without, withTicket } from "./moves";
import type { Lane } from "./useCells";

const status = (project: string, type: string, key: string, category: string): StatusOfType => ({ project, type, key, category, name: { zh: key, en: key }, uuid: "" });
const all = [
  status("SUP", "ticket", "open", "new"), status("SUP", "ticket", "closed", "closed"), status("SUP", "question", "open", "new"),
  status("DEV", "task", "to_do", "new"), status("DEV", "task", "closed", "rejected"),
];
const ticket = (id: number, key = "open") => ({ id, project: "SUP", type: "ticket", status: key, title: "" }) as Ticket;
const offer = (to: string, allowed: boolean, more: Partial<Offer> = {}): Offer => ({ id: to, name: to, to, allowed, fields: [], ...more });

test("a project's columns are its statuses, each once", () => {
  expect(columnsOf(all, "SUP", undefined, "en").map((one) => one.id)).toEqual(["open", "closed"]);
  expect(columnsOf(all, "SUP", "question", "en").map((one) => one.id)).toEqual(["open"]);
});

test("over several projects the columns are categories, and a key with two meanings is said with its project", () => {
  expect(columnsOf(all, undefined, undefined, "en").map((one) => one.id)).toEqual(["new", "closed", "rejected"]);
  expect(categoryFilter(all, "new")).toBe("status in (open, to_do)");
  expect(categoryFilter(all, "closed")).toBe("(project = SUP and type = ticket and status = closed)");
});

test("what the board is narrowed to goes beside its project", () => {
  expect(boardFilter("SUP", "ticket", "priority = high or assignee = me")).toBe("project = SUP and type = ticket and (priority = high or assignee = me)");
});

test("a card goes where an allowed transition leads, and learns why it may not", () => {
  const [open, closed] = columnsOf(all, "SUP", undefined, "en");
  if (open === undefined || closed === undefined) throw new Error("columns");
  expect(judge(ticket(1), [], open)).toEqual({ may: true, offer: undefined });
  expect(judge(ticket(1), [], closed)).toEqual({ may: false, why: "" });
  expect(judge(ticket(1), [offer("closed", false, { reason: "only the crew" })], closed)).toEqual({ may: false, why: "only the crew" });
  expect(judge(ticket(1), [offer("closed", false, { reason: "no" }), offer("closed", true)], closed)).toMatchObject({ may: true, offer: { allowed: true } });
});

test("before the ticket is asked the board knows what holds for every ticket in a status", () => {
  const [open, closed] = columnsOf(all, "SUP", undefined, "en");
  if (open === undefined || closed === undefined) throw new Error("columns");
  const move = (may: BoardMove["may"], more: Partial<BoardMove> = {}): BoardMove => ({ type: "ticket", from: "open", to: "closed", id: "T", name: "Close", fields: [], may, reasons: [], ...more });
  expect(foresee(ticket(1), [], open)).toEqual({ may: true, offer: undefined });
  expect(foresee(ticket(1), [], closed)).toEqual({ may: false, why: "" });
  expect(foresee(ticket(1), [move("no", { reasons: ["only the crew", "only the crew"] })], closed)).toEqual({ may: false, why: "only the crew" });
  expect(foresee(ticket(1), [move("no"), move("depends")], closed)).toBeUndefined();
  expect(foresee(ticket(1), [move("depends"), move("yes", { approval: "asks ann" })], closed)).toEqual({ may: true, offer: undefined, consent: "asks ann" });
  expect(foresee(ticket(1), [move("yes", { type: "question" }), move("yes", { from: "closed" })], closed)).toEqual({ may: false, why: "" });
});

test("of a condition the parts that do not hold are told", () => {
  expect(reasonOf({ holds: false, what: "must", why: "all of", parts: [{ holds: true, what: "x", why: "a" }, { holds: false, what: "y", why: "b" }] })).toBe("b");
  expect(reasonOf({ holds: true, what: "must", why: "" })).toBe("");
});

test("a card leaves its column and stands at the top of another", () => {
  const cell = { pages: [{ items: [ticket(1), ticket(2)], total: 40 }, { items: [ticket(3)], total: 40 }], pageParams: ["", "c"] };
  expect(without(cell, 3).pages.map((page) => [page.items.length, page.total])).toEqual([[2, 39], [0, 39]]);
  expect(without(cell, 9)).toBe(cell);
  expect(withTicket(cell, ticket(9)).pages[0]?.items.map((one) => one.id)).toEqual([9, 1, 2]);
  expect(withTicket(cell, ticket(2, "closed")).pages[0]).toMatchObject({ total: 40, items: [{ id: 1 }, { id: 2, status: "closed" }] });
});

const lane = (username: string): Lane => ({ id: username, filter: "", has: (one) => one.assignee === username, says: { assignee: username } });

test("a card becomes what the lane says into which it is put, and a lane of many takes none", () => {
  const card = { ...ticket(1), assignee: "ann" };
  expect(becomes(card, lane("ann"))).toEqual({});
  expect(becomes(card, lane("bob"))).toEqual({ assignee: "bob" });
  expect(becomes(card, { ...lane("bob"), says: undefined })).toBeUndefined();
  expect(becomes(card, { ...lane("ann"), says: undefined })).toEqual({});
});

test("as many people have a lane as their names have room in one filter", () => {
  expect(withRoom(["ann", "bob", "ann", "张三"])).toEqual(["ann", "bob", "张三"]);
  const many = Array.from({ length: 100 }, (_, number) => `somebody-with-a-long-name-${number}`);
  const named = withRoom(many);
  expect(named.length).toBeGreaterThan(50);
  expect(named.map(quoted).join(", ").length).toBeLessThanOrEqual(2_000);
  expect(named).toEqual(many.slice(0, named.length));
});
