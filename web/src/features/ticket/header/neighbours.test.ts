// @vitest-environment jsdom
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test } from "vitest";

import { keys } from "@/api/keys";
import { keepTrail } from "@/ui/trail";

import { keysIn, trailOf } from "./neighbours";

const page = (...found: string[]) => ({ items: found.map((key) => ({ key })) });

beforeEach(() => sessionStorage.clear());

test("keys are read from a whole answer and from pages", () => {
  expect(keysIn(page("A-1", "A-2"))).toEqual(["A-1", "A-2"]);
  expect(keysIn({ pages: [page("A-1"), page("A-2")], pageParams: [] })).toEqual(["A-1", "A-2"]);
  expect(keysIn(undefined)).toEqual([]);
});

test("the list that the reader goes along comes before lists that were read", () => {
  const client = new QueryClient();
  client.setQueryData(keys.tickets({ a: 1 }), page("A-1", "A-2"));
  keepTrail({ asked: undefined, from: 0, to: 0, keys: ["A-2", "A-9"], count: 2 });
  expect(trailOf(client, "A-2")?.keys).toEqual(["A-2", "A-9"]);
  expect(trailOf(client, "A-1")).toMatchObject({ keys: ["A-1", "A-2"], count: 2 });
  expect(trailOf(client, "Z-1")).toBeUndefined();
});
