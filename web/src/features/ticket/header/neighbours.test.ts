import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";

import { keys } from "@/api/keys";

import { keysIn, neighbours, trailOf } from "./neighbours";

const page = (...found: string[]) => ({ items: found.map((key) => ({ key })) });

test("keys are read from a whole answer and from pages", () => {
  expect(keysIn(page("A-1", "A-2"))).toEqual(["A-1", "A-2"]);
  expect(keysIn({ pages: [page("A-1"), page("A-2")], pageParams: [] })).toEqual(["A-1", "A-2"]);
  expect(keysIn(undefined)).toEqual([]);
});

test("the ends of a list have one neighbour, a stranger none", () => {
  expect(neighbours(["A-1", "A-2"], "A-1")).toEqual({ before: undefined, after: "A-2", place: 0 });
  expect(neighbours(["A-1"], "B-1")).toEqual({ place: -1 });
});

test("the list that the link named goes before lists that were read", () => {
  const client = new QueryClient();
  client.setQueryData(keys.tickets({ a: 1 }), page("A-1", "A-2"));
  expect(trailOf(client, { trail: ["A-2", "A-9"], back: "/board" }, "A-2")).toEqual({ trail: ["A-2", "A-9"], back: "/board" });
  expect(trailOf(client, null, "A-2")).toEqual({ trail: ["A-1", "A-2"] });
  expect(trailOf(client, null, "Z-1")).toEqual({ trail: [] });
});
