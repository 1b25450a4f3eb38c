/** The drawing library, with the parts that are used; it comes with the first chart. */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type ECharts, type EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useEffectEvent, useRef } from "react";

register([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

interface Props {
  option: EChartsCoreOption;
  /** Pixels. */
  height: number;
  /** Called with what was clicked: the place in its line, and the line's. */
  onPick: (at: number, line: number) => void;
}

export default function Canvas({ option, height, onPick }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const pick = useEffectEvent((at: number, line: number) => onPick(at, line));
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const made = init(element, undefined, { renderer: "canvas" });
    chart.current = made;
    made.on("click", ({ dataIndex, seriesIndex }: { dataIndex?: number; seriesIndex?: number }) => dataIndex !== undefined && pick(dataIndex, seriesIndex ?? 0));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    host.current?.style.setProperty("height", `${height}px`);
    chart.current?.resize();
    chart.current?.setOption(option, { notMerge: true });
  }, [option, height]);
  return <div ref={host} />;
}
