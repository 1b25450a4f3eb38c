/** The drawing library, with the parts that are used; it comes with the first chart. */
import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type ECharts, type EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useEffectEvent, useRef } from "react";

register([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

interface Props {
  option: EChartsCoreOption;
  /** Pixels. */
  height: number;
  /** Called with the place of the bar that was clicked. */
  onPick: (at: number) => void;
}

export default function Canvas({ option, height, onPick }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const pick = useEffectEvent((at: number) => onPick(at));
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const made = init(element, undefined, { renderer: "canvas" });
    chart.current = made;
    made.on("click", ({ dataIndex }: { dataIndex?: number }) => dataIndex !== undefined && pick(dataIndex));
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
