/** What the drawing library is told: pure, so that it can be tested without a canvas. */
import type { EChartsCoreOption } from "echarts/core";

import type { Slice } from "./slices";
import { asBars, type Line, type Trend } from "./trend";

/** The colour behind a name of the theme. */
export type Colours = (name: string) => string;

const text = (colours: Colours) => ({ color: colours("muted"), fontSize: 12 });

/** Drawn as text upon the canvas: the content policy lets no style attributes through. */
const tooltip = (colours: Colours) => ({
  renderMode: "richText", confine: true, backgroundColor: colours("raised"), borderColor: colours("line"), padding: [8, 10],
  textStyle: { color: colours("text"), fontSize: 12 },
});

/** Bars from left to right, the first at the top. */
export function bars(slices: readonly Slice[], colours: Colours): EChartsCoreOption {
  return {
    animationDuration: 240,
    textStyle: { fontFamily: colours("font") },
    grid: { left: 4, right: 44, top: 4, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    tooltip: { ...tooltip(colours), trigger: "item" },
    xAxis: { type: "value", minInterval: 1, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: "category", inverse: true, data: slices.map((slice) => slice.name), axisTick: { show: false }, axisLine: { show: false },
      axisLabel: { ...text(colours), color: colours("text"), width: 120, overflow: "truncate" },
    },
    series: [{
      type: "bar", barMaxWidth: 18, cursor: "pointer", label: { show: true, position: "right", color: colours("text"), fontSize: 12 },
      data: slices.map((slice) => ({ value: slice.count, itemStyle: { color: colours(slice.tone), borderRadius: [0, 4, 4, 0] } })),
    }],
  };
}

function series(line: Line, trend: Trend, colours: Colours) {
  const common = { name: line.name, cursor: "pointer", itemStyle: { color: colours(line.tone) }, data: line.points.map((point) => point.value) };
  if (asBars(trend)) return { ...common, type: "bar", barMaxWidth: 14, barGap: "10%", itemStyle: { ...common.itemStyle, borderRadius: [3, 3, 0, 0] } };
  // A day without a figure leaves no gap; the dot under the pointer is what is clicked.
  return { ...common, type: "line", connectNulls: true, showSymbol: false, symbol: "circle", symbolSize: 10, lineStyle: { width: 2, color: colours(line.tone) } };
}

/** Lines beside each other, day by day. */
export function trend(of: Trend, colours: Colours): EChartsCoreOption {
  const pointer = asBars(of) ? { type: "shadow", shadowStyle: { color: colours("hover"), opacity: 0.6 } } : { type: "line", lineStyle: { color: colours("edge") } };
  return {
    animationDuration: 240,
    textStyle: { fontFamily: colours("font") },
    grid: { left: 4, right: 8, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    tooltip: {
      ...tooltip(colours), trigger: "axis", axisPointer: pointer,
      valueFormatter: (value: unknown, at: number) => of.lines.flatMap((line) => line.points[at] ?? []).find((point) => point.value === value)?.text ?? "–",
    },
    xAxis: { type: "category", data: of.days.map((day) => day.name), axisTick: { show: false }, axisLine: { lineStyle: { color: colours("line") } }, axisLabel: { ...text(colours), hideOverlap: true } },
    yAxis: { type: "value", axisLabel: { ...text(colours), formatter: of.tell }, ...(of.step === undefined ? { minInterval: 1 } : { interval: of.step }), splitLine: { lineStyle: { color: colours("line") } } },
    series: of.lines.map((line) => series(line, of, colours)),
  };
}
