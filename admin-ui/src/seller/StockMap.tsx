import type { EChartsOption } from "echarts";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Chart } from "../ui/Chart";
import { money, number, seconds } from "../ui/format";
import { useUrl } from "../ui/url";
import { ageOf } from "./figures";
import { useColour, type StockRow } from "./reports";

/** How a step of age is written in the address, and in words. */
export function useAge() {
  const { t } = useTranslation("seller");
  const days = (duration: string) => seconds(duration) / 86_400;
  return {
    key: (row: { age_from: string; age_to: string | null }) => ageOf(row.age_from, row.age_to),
    words: (row: { age_from: string; age_to: string | null }): string =>
      row.age_to === null ? t("stock.olderThan", { days: days(row.age_from) }) : days(row.age_from) === 0 ? t("stock.youngerThan", { count: days(row.age_to) }) : t("stock.between", { from: days(row.age_from), to: days(row.age_to) }),
  };
}

const ROW_PX = 34;

/** Open leads by vertical and age; a click filters the list below. */
export function StockMap({ rows }: { rows: StockRow[] }) {
  const { t, i18n } = useTranslation("seller");
  const [, change] = useUrl();
  const age = useAge();
  const [ink, bg, accent] = [useColour("--ink"), useColour("--bg"), useColour("--accent")];
  const verticals = [...new Set(rows.map((row) => row.vertical))];
  const steps = [...new Map(rows.map((row) => [age.key(row), row]))].sort(([, a], [, b]) => seconds(a.age_from) - seconds(b.age_from));
  const option = useMemo<EChartsOption>(
    () => ({
      grid: { top: 4, bottom: 6, left: 4, right: 4 },
      tooltip: {
        formatter: (at) => {
          const row = rows[(at as { dataIndex: number }).dataIndex];
          return row ? `${row.vertical}, ${age.words(row)}\n${t("stock.open", { count: row.listings })}\n${t("stock.median")} ${money(row.median_price)}` : "";
        },
      },
      xAxis: { type: "category", data: steps.map(([, row]) => age.words(row)), splitArea: { show: false } },
      yAxis: { type: "category", data: verticals },
      visualMap: { show: false, min: 0, max: Math.max(...rows.map((row) => row.listings)), inRange: { color: [accent, accent], colorAlpha: [0.1, 0.5] } },
      series: [
        {
          type: "heatmap",
          data: rows.map((row) => [steps.findIndex(([key]) => key === age.key(row)), verticals.indexOf(row.vertical), row.listings]),
          label: { show: true, color: ink, formatter: (at) => number((at.value as number[])[2] ?? 0) },
          itemStyle: { borderColor: bg, borderWidth: 2, borderRadius: 4 },
        },
      ],
    }),
    // eslint-disable-next-line
    [rows, ink, bg, accent, i18n.language],
  );
  return (
    <Chart
      title={t("stock.map")}
      description={t("stock.mapWords", { count: rows.reduce((all, row) => all + row.listings, 0), verticals: verticals.length })}
      head={[t("stock.cell"), t("stock.openHead"), t("stock.median")]}
      rows={rows.map((row) => [`${row.vertical}, ${age.words(row)}`, row.listings, money(row.median_price)])}
      show={(value) => (typeof value === "number" ? number(value) : String(value ?? ""))}
      option={option}
      height={verticals.length * ROW_PX + 42}
      onPick={(at) => {
        const row = rows[at];
        if (row) change({ vertical: row.vertical, age: age.key(row), status: "open" });
      }}
    />
  );
}
