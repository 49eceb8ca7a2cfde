import type { EChartsOption } from "echarts";
import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useTheme } from "../app/theme";

use([BarChart, LineChart, HeatmapChart, GridComponent, TooltipComponent, LegendComponent, VisualMapComponent, CanvasRenderer]);

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** What all charts have in common, in the colours of the theme. */
function themed(): EChartsOption {
  const [ink, muted, line, bg] = [colour("--ink"), colour("--muted"), colour("--line"), colour("--panel")];
  return {
    backgroundColor: "transparent",
    color: [colour("--accent"), colour("--info"), colour("--good"), colour("--warn"), colour("--bad"), colour("--line-strong")],
    textStyle: { color: muted, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 },
    animation: false,
    grid: { left: 8, right: 12, top: 28, bottom: 4, containLabel: true },
    // drawn into the canvas: the page's policy lets no pop-up bring styles of its own
    tooltip: { renderMode: "richText", backgroundColor: bg, borderColor: line, borderWidth: 1, textStyle: { color: ink, fontSize: 12 } },
    legend: { textStyle: { color: muted }, top: 0, right: 0, icon: "roundRect", itemWidth: 10, itemHeight: 10 },
  };
}

const axis = () => ({
  axisLine: { lineStyle: { color: colour("--line") } },
  axisTick: { show: false },
  axisLabel: { color: colour("--muted") },
  splitLine: { lineStyle: { color: colour("--line") } },
});

type Part = Record<string, unknown>;
const merged = (base: Part, own: unknown): unknown =>
  Array.isArray(own)
    ? own.map((one: Part) => merged(base, one))
    : { ...base, ...(own as Part), axisLabel: { ...(base["axisLabel"] as Part), ...((own as Part)["axisLabel"] as Part) } };

/** ECharts in a box of its own. */
export default function Drawing({ description, option, height, onPick }: { description: string; option: EChartsOption; height: number; onPick?: (index: number, series: number) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const pick = useRef(onPick);
  pick.current = onPick;
  const theme = useTheme();
  useEffect(() => {
    if (!box.current) return;
    const it = init(box.current);
    chart.current = it;
    it.on("click", (event) => pick.current?.(event.dataIndex, event.seriesIndex ?? 0));
    const watch = new ResizeObserver(() => it.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      it.dispose();
    };
  }, []);
  useEffect(() => {
    const base = themed();
    const own = option as Part;
    chart.current?.setOption(
      {
        ...base,
        ...own,
        tooltip: { ...(base.tooltip as Part), ...(own["tooltip"] as Part) },
        legend: own["legend"] ? { ...(base.legend as Part), ...(own["legend"] as Part) } : undefined,
        grid: { ...(base.grid as Part), ...(own["grid"] as Part) },
        ...(own["xAxis"] ? { xAxis: merged(axis(), own["xAxis"]) } : {}),
        ...(own["yAxis"] ? { yAxis: merged(axis(), own["yAxis"]) } : {}),
      } as EChartsOption,
      true,
    );
  }, [option, theme]);
  return <div ref={box} role="img" aria-label={description} className={`w-full ${onPick ? "cursor-pointer" : ""}`} style={{ height }} />;
}
