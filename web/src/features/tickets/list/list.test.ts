// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";

import type { RowPage } from "@/api/ticket-pages";
import type { Ticket } from "@/api/types";

import { asked, isChanged, nextSort, readAddress, writeAddress } from "./address";
import { blocksFor, rowsOf } from "./blocks";
import { exportPath } from "./export";
import { columnsOf, keepLayout, keptLayout, moved, USUAL } from "./layout";
import { countOf, isFar, pagesFor, pagesToward, patched } from "./rows";
import { extended, none, toggled } from "./selection";

const ticket = (id: number, title = "") => ({ id, title, content: "" }) as Ticket;
const page = (ids: readonly number[], total: number, next?: string, at = 0): RowPage => ({ rows: ids.map((id) => ticket(id)), total, next, at });

beforeEach(() => localStorage.clear());

test("the address says what is asked, and is said again", () => {
  const address = readAddress(new URLSearchParams("view=Vw20xPzQ&filter=&q=vpn"));
  expect(address).toEqual({ view: "Vw20xPzQ", filter: "", sort: undefined, q: "vpn" });
  expect(writeAddress(address).toString()).toBe("view=Vw20xPzQ&filter=&q=vpn");
  expect(writeAddress({ view: undefined, filter: "", sort: "", q: "" }).toString()).toBe("");
});

test("links of other pages become conditions", () => {
  expect(readAddress(new URLSearchParams("project=SUP&assignee=li.wei")).filter).toBe("project = SUP and assignee = li.wei");
});

test("a view's own filter holds until another is asked for", () => {
  const view = { filter: "status = open", sort: "dueAt" };
  const plain = readAddress(new URLSearchParams("view=a"));
  expect(asked(plain, view)).toEqual({ filter: "status = open", sort: "dueAt", q: "" });
  expect(isChanged(plain, view)).toBe(false);
  expect(isChanged({ ...plain, filter: "" }, view)).toBe(true);
});

test("a column's head goes round three orders", () => {
  expect(nextSort("", "updatedAt")).toBe("-updatedAt");
  expect(nextSort("-updatedAt", "updatedAt")).toBe("updatedAt");
  expect(nextSort("updatedAt", "updatedAt")).toBe("");
  expect(nextSort("-updatedAt", "dueAt")).toBe("dueAt");
});

test("the last page knows the number of rows, before it the newest total", () => {
  expect(countOf(new Map([[0, page([1], 900, "c", 1)], [3, page([2], 901, "c", 2)]]))).toBe(901);
  expect(countOf(new Map([[0, page([1], 900, "c", 9)], [8, page([2, 3], 900)]]))).toBe(802);
  expect(countOf(new Map([[0, page([], 0)]]))).toBe(0);
});

test("pages are asked for by what is in sight, and let go when far", () => {
  expect(pagesFor(95, 130, 1000)).toEqual([0, 1]);
  expect(pagesFor(0, 30, 0)).toEqual([0]);
  expect(pagesFor(950, 1040, 1000)).toEqual([9]);
  expect(isFar(40, [3, 4])).toBe(true);
  expect(isFar(14, [3, 4])).toBe(false);
});

test("the next page is asked for on the way to it", () => {
  expect(pagesToward({ first: 100, last: 140, count: 1000, down: true })).toEqual([1]);
  expect(pagesToward({ first: 110, last: 150, count: 1000, down: true })).toEqual([1, 2]);
  expect(pagesToward({ first: 110, last: 150, count: 1000, down: false })).toEqual([0, 1]);
  expect(pagesToward({ first: 960, last: 999, count: 1000, down: true })).toEqual([9]);
});

test("as many blocks are drawn anywhere in the list, more of them ahead, and none beyond its ends", () => {
  const at = (top: number, down: boolean) => blocksFor({ top, height: 600, down }, 38, 1000);
  expect(at(0, true)).toEqual({ first: 0, count: 7 });
  expect(at(40 * 304 + 5, true)).toEqual({ first: 39, count: 7 });
  expect(at(40 * 304 + 5, false)).toEqual({ first: 37, count: 7 });
  expect(at(1000 * 38 - 600, true)).toEqual({ first: 118, count: 7 });
  expect(blocksFor({ top: 0, height: 600, down: true }, 38, 3)).toEqual({ first: 0, count: 1 });
  expect(rowsOf({ first: 0, count: 1 }, 3)).toEqual({ first: 0, last: 2 });
  expect(rowsOf({ first: 118, count: 7 }, 1000)).toEqual({ first: 944, last: 999 });
});

test("a change patches its row, and marks one that is not asked for any more", () => {
  const before = page([1, 2, 3], 3);
  const after = patched(before, new Set([2, 3]), new Map([[2, ticket(2, "new")]]));
  expect(after.rows.map((row) => [row.id, row.title, row.gone])).toEqual([[1, "", undefined], [2, "new", undefined], [3, "", true]]);
  expect(patched(before, new Set([9]), new Map())).toBe(before);
});

test("rows are chosen one by one or from one to another", () => {
  const rows = [10, 11, 12, 13].map((id) => ({ id, key: `SUP-${id}` }));
  const one = toggled(none, rows[1]!, 1);
  expect([...extended(one, 3, (at) => rows[at]).chosen.values()]).toEqual(["SUP-11", "SUP-12", "SUP-13"]);
  expect([...extended(one, 0, (at) => rows[at]).chosen.keys()]).toEqual([11, 10]);
  expect(toggled(one, rows[1]!, 1).chosen.size).toBe(0);
});

test("columns move, and are kept for each view", () => {
  const layout = { columns: columnsOf(["key", "title", "dueAt", "nonsense"]), widths: { title: 300 } };
  expect(layout.columns).toEqual(["key", "title", "due"]);
  expect(moved(layout, "key", 2).columns).toEqual(["title", "key", "due"]);
  expect(moved(layout, "due", 0).columns).toEqual(["due", "key", "title"]);
  keepLayout("v1", layout);
  expect(keptLayout("v1", [])).toEqual(layout);
  expect(keptLayout("v2", []).columns).toEqual(USUAL);
  localStorage.setItem("gongdan.list.v3", "{broken");
  expect(keptLayout("v3", ["title"]).columns).toEqual(["title"]);
});

test("the file has what is asked for in the columns that are shown", () => {
  const path = exportPath({ filter: "status = open", q: "vpn 网", sort: "-dueAt" }, ["key", "due", "fields.isp"], "csv");
  const search = new URL(path, "http://x").searchParams;
  expect(Object.fromEntries(search)).toEqual({ format: "csv", columns: "key,dueAt,fields.isp", filter: "status = open", q: "vpn 网", sort: "-dueAt", bom: "true" });
  expect(exportPath({ filter: "", q: "", sort: "" }, ["key"], "jsonl")).toBe("/api/v1/tickets/export?format=jsonl&columns=key");
});
