import { expect, test } from "vitest";

import { bars, trend } from "./options";
import type { Slice } from "./slices";
import type { Trend } from "./trend";

const slices: Slice[] = [{ key: "a", name: "Open", count: 3, filter: "x", tone: "new-text" }, { key: "b", name: "Done", count: 5, filter: "y", tone: "closed-text" }];
const colours = (name: string) => `<${name}>`;
const over = (days: number): Trend => ({
  days: Array.from({ length: days }, (_, at) => ({ key: String(at), name: `day ${at}` })),
  lines: ["in", "out"].map((name) => ({ key: name, name, tone: name, points: Array.from({ length: days }, (_, at) => ({ value: at, text: `${at} h`, filter: "" })) })),
  tell: (value) => `${value} h`,
});

test("tooltips are drawn upon the canvas, never as markup", () => {
  for (const option of [bars(slices, colours), trend(over(7), colours)]) expect(option).toMatchObject({ tooltip: { renderMode: "richText" } });
});

test("each bar has the colour of its slice, in order", () => {
  const { series } = bars(slices, colours) as { series: { data: { value: number; itemStyle: { color: string } }[] }[] };
  expect(series[0]?.data.map((bar) => [bar.value, bar.itemStyle.color])).toEqual([[3, "<new-text>"], [5, "<closed-text>"]]);
});

test("days are bars beside each other while there is room, then lines", () => {
  const kinds = (days: number) => (trend(over(days), colours) as { series: { type: string; name: string }[] }).series.map((one) => [one.type, one.name]);
  expect(kinds(30)).toEqual([["bar", "in"], ["bar", "out"]]);
  expect(kinds(90)).toEqual([["line", "in"], ["line", "out"]]);
});

test("the tooltip tells a figure as the table does", () => {
  const { tooltip } = trend(over(7), colours) as { tooltip: { valueFormatter: (value: unknown, at: number) => string } };
  expect([tooltip.valueFormatter(3, 3), tooltip.valueFormatter(undefined, 3)]).toEqual(["3 h", "–"]);
});
