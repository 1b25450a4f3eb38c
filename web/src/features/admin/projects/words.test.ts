import { expect, test } from "vitest";

import { ApiError } from "@/api/error";

import type { Word } from "../types";
import { fromGrid, inGrid, standIn, toGrid } from "./words";

const words: Word[] = [
  { surface: "traces", kind: "status", key: "fresh", word: "fresh", aliases: ["new"] },
  { surface: "incidents", kind: "status", key: "fresh", word: "TRIGGERED", aliases: [] },
  { surface: "traces", kind: "category", key: "low-speed", word: "slow", aliases: [] },
];

test("every known thing has a line, with or without words", () => {
  const grid = toGrid(words, { status: ["fresh", "done"] });
  expect(grid.status.map((line) => line.key)).toEqual(["fresh", "done"]);
  expect(grid.status[0]?.cells.traces).toEqual({ word: "fresh", aliases: ["new"] });
  expect(grid.status[1]?.cells.traces.word).toBe("");
  expect(grid.category.map((line) => line.key)).toEqual(["low-speed"]);
});

test("words that go into the table come out of it", () => {
  const { words: back } = fromGrid(toGrid(words, { status: ["done"] }));
  expect(back).toHaveLength(3);
  for (const word of words) expect(back).toContainEqual(word);
});

test("a refusal names the cell", () => {
  const { places } = fromGrid(toGrid(words, {}));
  const refused = new ApiError(422, "validation_failed", "no", { "items[0].aliases[0]": "taken", "items[1].word": "taken too", "items[2].key": "unknown" });
  expect((inGrid(refused, places) as ApiError).details).toEqual({
    "status[0].cells.traces.aliases": "taken", "status[0].cells.incidents.word": "taken too", "category[0].key": "unknown",
  });
});

test("without a word its category's stands in, and the key where there is none", () => {
  expect(standIn("incidents", "status", "open", "new")).toBe("INCIDENT_STATUS_TRIGGERED");
  expect(standIn("workflow", "priority", "high")).toBe("high");
  expect(standIn("traces", "category", "other")).toBe("other");
});
