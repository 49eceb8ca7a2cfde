import type { EChartsOption } from "echarts";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Chart } from "../ui/Chart";
import { number, percent } from "../ui/format";
import { brief } from "./days";
import type { SpeedRow } from "./reports";

/** How soon leads are bought and looked at: of all sales, those done within so long. */
export function Speed({ rows }: { rows: readonly SpeedRow[] }) {
  const { t, i18n } = useTranslation();
  const of = (step: SpeedRow["step"]) => rows.filter((row) => row.step === step);
  const names = of("bought").map((row) => (row.took_to === null ? t("reports.longer", { span: brief(row.took_from) }) : t("reports.within", { span: brief(row.took_to) })));
  const grown = (step: SpeedRow["step"]) => {
    let all = 0;
    return of(step).map((row) => (all += row.count));
  };
  const whole = of("bought").reduce((all, row) => all + row.count, 0);
  const [bought, looked] = [grown("bought"), grown("looked")];
  const option = useMemo<EChartsOption>(
    () => ({
      tooltip: { trigger: "axis", valueFormatter: (part) => percent(Number(part)) },
      legend: { data: [t("reports.bought"), t("reports.looked")] },
      grid: { left: 4, right: 8, bottom: 6 },
      xAxis: { type: "category", data: names },
      yAxis: { type: "value", min: 0, max: 1, axisLabel: { formatter: (part: number) => percent(part) } },
      series: [
        { name: t("reports.bought"), type: "line", areaStyle: { opacity: 0.1 }, symbolSize: 6, data: bought.map((n) => (whole ? n / whole : 0)) },
        { name: t("reports.looked"), type: "line", symbolSize: 6, lineStyle: { type: "dashed" }, data: looked.map((n) => (whole ? n / whole : 0)) },
      ],
    }),
    // eslint-disable-next-line
    [rows, i18n.language],
  );
  return (
    <Chart
      title={t("reports.speed")}
      description={t("reports.speedWords", { count: whole })}
      head={[t("reports.took"), t("reports.bought"), t("reports.looked")]}
      rows={whole === 0 ? [] : names.map((name, n) => [name, bought[n] ?? 0, looked[n] ?? 0])}
      show={(value) => (typeof value === "number" ? number(value) : String(value ?? ""))}
      option={option}
      height={240}
    />
  );
}
