/** What the drawing library is told: pure, so that it can be tested without a canvas. */
import type { EChartsCoreOption } from "echarts/core";

import type { Slice } from "./slices";

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

/** A bar a day. */
export function days(slices: readonly Slice[], colours: Colours): EChartsCoreOption {
  return {
    animationDuration: 240,
    textStyle: { fontFamily: colours("font") },
    grid: { left: 4, right: 8, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    tooltip: { ...tooltip(colours), trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: colours("hover"), opacity: 0.6 } } },
    xAxis: { type: "category", data: slices.map((slice) => slice.name), axisTick: { show: false }, axisLine: { lineStyle: { color: colours("line") } }, axisLabel: { ...text(colours), hideOverlap: true } },
    yAxis: { type: "value", minInterval: 1, axisLabel: text(colours), splitLine: { lineStyle: { color: colours("line") } } },
    series: [{
      type: "bar", barMaxWidth: 22, cursor: "pointer", itemStyle: { color: colours("accent-fill"), borderRadius: [3, 3, 0, 0] },
      data: slices.map((slice) => slice.count),
    }],
  };
}
