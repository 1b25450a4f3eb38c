import { expect, test } from "vitest";

import { bars, days } from "./options";
import type { Slice } from "./slices";

const slices: Slice[] = [{ key: "a", name: "Open", count: 3, filter: "x", tone: "new-text" }, { key: "b", name: "Done", count: 5, filter: "y", tone: "closed-text" }];
const colours = (name: string) => `<${name}>`;

test("tooltips are drawn upon the canvas, never as markup", () => {
  for (const draw of [bars, days]) expect(draw(slices, colours)).toMatchObject({ tooltip: { renderMode: "richText" } });
});

test("each bar has the colour of its slice, in order", () => {
  const { series } = bars(slices, colours) as { series: { data: { value: number; itemStyle: { color: string } }[] }[] };
  expect(series[0]?.data.map((bar) => [bar.value, bar.itemStyle.color])).toEqual([[3, "<new-text>"], [5, "<closed-text>"]]);
});
