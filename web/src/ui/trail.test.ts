// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";

import type { RowPage } from "@/api/ticket-pages";

import { keepTrail, longer, neighbours, pagesBeside, readTrail, trailAt } from "./trail";

const asked = { filter: "status = open", sort: "id", q: "" };
const page = (...keys: string[]) => ({ rows: keys.map((key) => ({ key })), total: 450, next: "c", at: 0 }) as unknown as RowPage;
const pages = new Map([[0, page("A-1", "A-2")], [2, page("A-5", "A-6")], [3, page("A-7")]]);

beforeEach(() => sessionStorage.clear());

test("a trail has the pages beside the one where it begins, up to a gap", () => {
  expect(trailAt(asked, pages, 3, 450)).toEqual({ asked, from: 2, to: 3, keys: ["A-5", "A-6", "A-7"], count: 450 });
  expect(pagesBeside(trailAt(asked, pages, 3, 450))).toEqual({ before: 1, after: 4 });
  expect(pagesBeside(trailAt(asked, pages, 0, 100))).toEqual({ before: undefined, after: undefined });
  expect(pagesBeside({ asked: undefined, from: 0, to: 0, keys: [], count: 900 }).after).toBeUndefined();
});

test("neighbours are told with their place in the whole list", () => {
  const trail = trailAt(asked, pages, 2, 450);
  expect(neighbours(trail, "A-6")).toEqual({ before: "A-5", after: "A-7", place: 202 });
  expect(neighbours(trail, "A-7")).toEqual({ before: "A-6", after: undefined, place: 203 });
  expect(neighbours(trail, "B-1")).toBeUndefined();
});

test("a page more makes the trail longer, and no ticket comes twice", () => {
  const trail = trailAt(asked, pages, 2, 450);
  expect(longer(trail, "after", page("A-7", "A-8"))).toMatchObject({ from: 2, to: 4, keys: ["A-5", "A-6", "A-7", "A-8"] });
  expect(longer(trail, "before", page("A-3", "A-4"))).toMatchObject({ from: 1, to: 3, keys: ["A-3", "A-4", "A-5", "A-6", "A-7"] });
});

test("a trail is kept for the tab", () => {
  const trail = trailAt(asked, pages, 0, 450);
  keepTrail(trail);
  expect(readTrail()).toEqual(trail);
  sessionStorage.setItem("gongdan.trail", "{broken");
  expect(readTrail()).toBeUndefined();
});
