import type { EChartsOption } from "echarts";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Chart } from "../ui/Chart";
import { Select } from "../ui/form";
import { date, money, number, percent } from "../ui/format";
import { Screen } from "../ui/layout";
import { EmptyState, Loaded } from "../ui/states";
import { useGo, useUrl } from "../ui/url";
import { brief } from "./figures";
import { PeriodPicker, usePeriod } from "./period";
import { useCohort, useColour, usePrices, useSpeed, type CohortRow } from "./reports";

const WEEKS_SHOWN = 12;
const ROW_PX = 28;

/** How leads sell: how soon, at what price, and how fast buyers are. */
export default function Trends() {
  const { t } = useTranslation("seller");
  const { query } = usePeriod();
  const cohort = useCohort(query);
  return (
    <Screen title={t("nav.trends")} actions={<PeriodPicker />} wide>
      <Loaded of={cohort}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="chart" title={t("trends.emptyTitle")} text={t("trends.emptyText")} />
          ) : (
            <div className="grid gap-4 xl:grid-cols-2">
              <Cohort rows={data} />
              <Speed />
              <div className="xl:col-span-2">
                <Prices />
              </div>
            </div>
          )
        }
      </Loaded>
    </Screen>
  );
}

function Cohort({ rows }: { rows: CohortRow[] }) {
  const { t, i18n } = useTranslation("seller");
  const go = useGo();
  const [ink, bg, accent] = [useColour("--ink"), useColour("--bg"), useColour("--accent")];
  const weeks = [...new Map(rows.map((row) => [row.week, row.leads]))];
  const cells = rows.filter((row) => row.weeks_until_sold !== null);
  const last = Math.min(WEEKS_SHOWN, Math.max(0, ...cells.map((row) => row.weeks_until_sold ?? 0)));
  const shown = cells.filter((row) => (row.weeks_until_sold ?? 0) <= last);
  const label = ([week, leads]: [string, number]) => `${date(week)}  (${number(leads)})`;
  const option = useMemo<EChartsOption>(
    () => ({
      grid: { top: 4, left: 4, right: 4, bottom: 6 },
      tooltip: {
        formatter: (at) => {
          const row = shown[(at as { dataIndex: number }).dataIndex];
          return row ? t("trends.cohortCell", { sold: number(row.sold), leads: number(row.leads), week: date(row.week), count: row.weeks_until_sold ?? 0 }) : "";
        },
      },
      xAxis: { type: "category", data: Array.from({ length: last + 1 }, (_, week) => (week === 0 ? t("trends.sameWeek") : `+${week}`)) },
      yAxis: { type: "category", inverse: true, data: weeks.map(label) },
      visualMap: { show: false, min: 0, max: Math.max(0.01, ...shown.map((row) => row.sold / Math.max(1, row.leads))), dimension: 2, inRange: { color: [accent, accent], colorAlpha: [0.1, 0.5] } },
      series: [
        {
          type: "heatmap",
          data: shown.map((row) => [row.weeks_until_sold ?? 0, weeks.findIndex(([week]) => week === row.week), row.sold / Math.max(1, row.leads)]),
          label: { show: true, color: ink, formatter: (at) => percent((at.value as number[])[2] ?? 0) },
          itemStyle: { borderColor: bg, borderWidth: 2, borderRadius: 4 },
        },
      ],
    }),
    // eslint-disable-next-line
    [rows, ink, bg, accent, i18n.language],
  );
  return (
    <Chart
      title={t("trends.cohort")}
      description={t("trends.cohortWords", { count: weeks.length })}
      head={[t("trends.week"), t("trends.leads"), t("trends.weeksUntil"), t("funnel.sold")]}
      rows={cells.map((row) => [date(row.week), row.leads, row.weeks_until_sold, row.sold])}
      show={(value) => (typeof value === "number" ? number(value) : String(value ?? ""))}
      option={option}
      height={Math.max(120, weeks.length * ROW_PX + 48)}
      onPick={() => go("/seller/stock?sold=true")}
    />
  );
}

function Speed() {
  const { t, i18n } = useTranslation("seller");
  const { query } = usePeriod();
  const speed = useSpeed(query);
  const rows = speed.data?.data ?? [];
  const of = (step: "bought" | "looked") => rows.filter((row) => row.step === step);
  const names = of("bought").map((row) => (row.took_to === null ? t("trends.longer", { span: brief(row.took_from) }) : t("trends.within", { span: brief(row.took_to) })));
  const grown = (step: "bought" | "looked") => {
    let all = 0;
    return of(step).map((row) => (all += row.count));
  };
  const whole = of("bought").reduce((all, row) => all + row.count, 0);
  const [bought, looked] = [grown("bought"), grown("looked")];
  const option = useMemo<EChartsOption>(
    () => ({
      tooltip: { trigger: "axis", valueFormatter: (part) => percent(Number(part)) },
      legend: { data: [t("trends.bought"), t("trends.looked")] },
      grid: { left: 4, right: 8, bottom: 6 },
      xAxis: { type: "category", data: names },
      yAxis: { type: "value", min: 0, max: 1, axisLabel: { formatter: (part: number) => percent(part) } },
      series: [
        { name: t("trends.bought"), type: "line", areaStyle: { opacity: 0.1 }, symbolSize: 6, data: bought.map((n) => (whole ? n / whole : 0)) },
        { name: t("trends.looked"), type: "line", symbolSize: 6, lineStyle: { type: "dashed" }, data: looked.map((n) => (whole ? n / whole : 0)) },
      ],
    }),
    // eslint-disable-next-line
    [speed.data, i18n.language],
  );
  return (
    <Loaded of={speed}>
      {() => (
        <Chart
          title={t("trends.speed")}
          description={t("trends.speedWords", { count: whole })}
          head={[t("trends.took"), t("trends.bought"), t("trends.looked")]}
          rows={whole === 0 ? [] : names.map((name, n) => [name, bought[n] ?? 0, looked[n] ?? 0])}
          show={(value) => (typeof value === "number" ? number(value) : String(value ?? ""))}
          option={option}
          height={240}
        />
      )}
    </Loaded>
  );
}

function Prices() {
  const { t, i18n } = useTranslation("seller");
  const { query } = usePeriod();
  const [search, change] = useUrl();
  const whose = search["of"] === "market" ? "market" : "own";
  const prices = usePrices({ ...query, of: whose });
  const rows = useMemo(() => (prices.data?.data ?? []).filter((row) => row.median_asked !== null || row.median_sold !== null), [prices.data]);
  const option = useMemo<EChartsOption>(() => {
    const lines = [...new Map(rows.map((row) => [`${row.vertical} ${row.level}`, row]))];
    const days = [...new Set(rows.map((row) => row.day))];
    const at = (name: string, day: string) => rows.find((row) => row.day === day && `${row.vertical} ${row.level}` === name);
    const value = (price: { amount: number } | null | undefined) => (price ? price.amount / 100 : null);
    return {
      tooltip: { trigger: "axis" },
      legend: { type: "scroll", left: 0, right: 0 },
      grid: { top: 34, left: 4, right: 8, bottom: 6 },
      xAxis: { type: "category", data: days.map((day) => date(day)) },
      yAxis: { type: "value", scale: true },
      series: lines.flatMap(([name, row]) => {
        const label = `${row.vertical} ${t(`levels.${row.level}`)}`;
        const line = { type: "line" as const, connectNulls: true, symbolSize: 6 };
        const sold = days.map((day) => value(at(name, day)?.median_sold));
        return [
          { ...line, name: label, data: days.map((day) => value(at(name, day)?.median_asked)) },
          ...(sold.some((price) => price !== null) ? [{ ...line, name: `${label} ${t("trends.sold")}`, symbol: "diamond", lineStyle: { type: "dashed" as const }, data: sold }] : []),
        ];
      }),
    };
    // eslint-disable-next-line
  }, [rows, i18n.language]);
  return (
    <>
      <div className="mb-2 flex justify-end">
        <Select
          label={t("trends.whose")}
          bare
          className="w-44"
          value={whose}
          options={[
            { value: "own", label: t("trends.own") },
            { value: "market", label: t("trends.market") },
          ]}
          onChange={(event) => change({ of: event.target.value === "market" ? "market" : undefined }, { replace: true })}
        />
      </div>
      <Loaded of={prices}>
        {() => (
          <Chart
            title={t("trends.prices")}
            description={t("trends.pricesWords", { count: rows.length })}
            head={[t("trends.day"), t("batches.vertical"), t("stock.level"), t("trends.asked"), t("trends.medianAsked"), t("funnel.sold"), t("trends.medianSold")]}
            rows={rows.map((row) => [date(row.day), row.vertical, t(`levels.${row.level}`), row.asked, row.median_asked && money(row.median_asked), row.sold, row.median_sold && money(row.median_sold)])}
            show={(cell) => (typeof cell === "number" ? number(cell) : String(cell ?? ""))}
            option={option}
            height={300}
          />
        )}
      </Loaded>
    </>
  );
}
