import type { EChartsOption } from "echarts";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Prices } from "../reports/Prices";
import { usePrices, useSpeed } from "../reports/reports";
import { Speed } from "../reports/Speed";
import { Chart } from "../ui/Chart";
import { Select } from "../ui/form";
import { date, number, percent } from "../ui/format";
import { Screen } from "../ui/layout";
import { EmptyState, Loaded } from "../ui/states";
import { useGo, useUrl } from "../ui/url";
import { PeriodPicker, usePeriod } from "../reports/period";
import { useCohort, useColour, type CohortRow } from "./reports";

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
              <OwnSpeed />
              <div className="xl:col-span-2">
                <OwnPrices />
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

function OwnSpeed() {
  const speed = useSpeed(usePeriod().query);
  return <Loaded of={speed}>{({ data }) => <Speed rows={data} />}</Loaded>;
}

function OwnPrices() {
  const { t } = useTranslation("seller");
  const { query } = usePeriod();
  const go = useGo();
  const [search, change] = useUrl();
  const whose = search["of"] === "market" ? "market" : "own";
  const prices = usePrices({ ...query, of: whose });
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
      <Loaded of={prices}>{({ data }) => <Prices rows={data} words={(level) => t(`levels.${level}`)} onPick={(row) => go(`/seller/stock?vertical=${encodeURIComponent(row.vertical)}`)} />}</Loaded>
    </>
  );
}
