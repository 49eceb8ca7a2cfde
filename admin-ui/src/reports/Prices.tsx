import type { EChartsOption } from "echarts";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Chart } from "../ui/Chart";
import { date, decimals, money, number } from "../ui/format";
import type { Level, PriceRow } from "./reports";

/** Of the API, and known by their words in each persona's texts. */
export const LEVELS: readonly Level[] = ["cold", "engaged", "mql", "sql"];

/**
 * List prices over time, a line for each level (and vertical, where there are several): asked drawn through, sold dashed. `words` gives a
 * level its name.
 */
export function Prices({ rows: all, words, onPick }: { rows: readonly PriceRow[]; words: (level: Level) => string; onPick?: (row: PriceRow) => void }) {
  const { t, i18n } = useTranslation();
  const rows = useMemo(() => all.filter((row) => row.median_asked !== null || row.median_sold !== null), [all]);
  const lines = useMemo(() => {
    const rank = (row: PriceRow) => LEVELS.indexOf(row.level);
    return [...new Map(rows.map((row) => [lineOf(row), row]))].sort(([, a], [, b]) => a.vertical.localeCompare(b.vertical) || rank(a) - rank(b));
  }, [rows]);
  const days = useMemo(() => [...new Set(rows.map((row) => row.day))], [rows]);
  const byPlace = useMemo(() => new Map(rows.map((row, n) => [`${row.day} ${lineOf(row)}`, n])), [rows]);
  const at = (line: string, day: string | undefined) => rows[byPlace.get(`${day} ${line}`) ?? -1];
  const several = new Set(rows.map((row) => row.vertical)).size > 1;
  const drawn = lines.flatMap(([line, row]) =>
    (["median_asked", "median_sold"] as const).filter((what) => rows.some((one) => lineOf(one) === line && one[what] !== null)).map((what) => ({ line, row, what })),
  );
  const option = useMemo<EChartsOption>(() => {
    const label = (row: PriceRow) => (several ? `${row.vertical} ${words(row.level)}` : words(row.level));
    const scale = 10 ** decimals(rows[0]?.currency ?? "USD");
    const told = (row: PriceRow | undefined) =>
      row && [row.median_asked && `${t("reports.asked")} ${money(row.median_asked)}`, row.median_sold && `${t("reports.sold")} ${money(row.median_sold)}`].filter(Boolean).join(" · ");
    return {
      tooltip: {
        trigger: "axis",
        formatter: (points) => {
          const day = days[(points as unknown as { dataIndex: number }[])[0]?.dataIndex ?? -1];
          if (!day) return "";
          return [date(day), ...lines.map(([line, row]) => [label(row), told(at(line, day))]).filter(([, words]) => words).map(([name, words]) => `${name}: ${words}`)].join("\n");
        },
      },
      legend: { type: "scroll", left: 0, right: 0 },
      grid: { top: 34, left: 4, right: 8, bottom: 6 },
      xAxis: { type: "category", data: days.map((day) => date(day)) },
      yAxis: { type: "value", scale: true, axisLabel: { formatter: (value: number) => number(value) } },
      series: drawn.map(({ line, row, what }) => ({
        type: "line",
        name: label(row), // the same for asked and sold: one colour, one entry of the legend
        connectNulls: true,
        symbolSize: 6,
        ...(what === "median_sold" ? { symbol: "diamond", lineStyle: { type: "dashed" as const } } : {}),
        data: days.map((day) => {
          const price = at(line, day)?.[what];
          return price ? price.amount / scale : null;
        }),
      })),
    };
    // eslint-disable-next-line
  }, [rows, i18n.language]);
  return (
    <Chart
      title={t("reports.prices")}
      description={t("reports.pricesWords", { count: rows.length })}
      head={[t("reports.day"), t("reports.vertical"), t("reports.level"), t("reports.listed"), t("reports.medianAsked"), t("reports.bought"), t("reports.medianSold")]}
      rows={rows.map((row) => [date(row.day), row.vertical, words(row.level), row.asked, row.median_asked && money(row.median_asked), row.sold, row.median_sold && money(row.median_sold)])}
      show={(cell) => (typeof cell === "number" ? number(cell) : String(cell ?? ""))}
      option={option}
      height={300}
      {...(onPick
        ? {
            rowAt: (index: number, series: number) => byPlace.get(`${days[index]} ${drawn[series]?.line}`),
            onPick: (n: number) => {
              const row = rows[n];
              if (row) onPick(row);
            },
          }
        : {})}
    />
  );
}

const lineOf = (row: PriceRow): string => `${row.vertical} ${row.level}`;
