import type { EChartsOption } from "echarts";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { Chart } from "../ui/Chart";
import { number, percent } from "../ui/format";
import { Screen, Section, SmallTable } from "../ui/layout";
import { useReturnReason } from "../ui/reasons";
import { EmptyState, Loaded } from "../ui/states";
import { Go, useUrl } from "../ui/url";
import { Num } from "../ui/values";
import { PeriodPicker, usePeriod } from "../reports/period";
import { useReason } from "./Reasons";
import { pareto } from "./figures";
import { useQuality, type QualityRow } from "./reports";

const SHOWN_MAX = 12;

/** Rows and leads come back for reasons of their own: a row that is a duplicate was in the file before, a lead was with its buyer. */
function useWords(): (kind: string | undefined, code: string) => string {
  const row = useReason();
  const lead = useReturnReason();
  return (kind, code) => (kind === "return" ? lead(code) : row(code));
}

/** Why rows and leads come back, and from where. */
export default function Quality() {
  const { t } = useTranslation("seller");
  const [search, change] = useUrl();
  const { query } = usePeriod();
  const source = search["source"];
  const reason = search["reason"];
  const kind = search["kind"];
  const words = useWords();
  const quality = useQuality({ ...query, ...(source ? { source } : {}) });
  const filtered = source !== undefined || reason !== undefined;
  return (
    <Screen title={t("nav.quality")} actions={<PeriodPicker />} wide>
      <Loaded of={quality}>
        {({ data }) =>
          data.length === 0 && !filtered ? (
            <EmptyState icon="check" title={t("quality.emptyTitle")} text={t("quality.emptyText")} />
          ) : (
            <>
              {filtered && (
                <p className="mb-3 flex items-center gap-2">
                  <span className="text-muted">{[source, reason && words(kind, reason)].filter(Boolean).join(" · ")}</span>
                  <Button small icon="x" onClick={() => change({ source: undefined, reason: undefined, kind: undefined })}>
                    {t("quality.clear")}
                  </Button>
                </p>
              )}
              <div className="mb-6 grid gap-4 xl:grid-cols-2">
                <Pareto rows={data} kind="reject" pick={(code) => change({ reason: code, kind: "reject" })} />
                <Pareto rows={data} kind="return" pick={(code) => change({ reason: code, kind: "return" })} />
              </div>
              <Section title={t("quality.bySource")} note={reason && words(kind, reason)}>
                <SmallTable
                  caption={t("quality.bySource")}
                  head={[t("batches.source"), t("quality.kind"), t("quality.reason"), { label: t("quality.count"), right: true }, t("quality.see")]}
                  rows={data
                    .filter((row) => (reason === undefined || row.reason === reason) && (kind === undefined || row.kind === kind))
                    .map((row) => [
                      <Go key="source" className="text-accent underline" to={`/seller/quality?source=${encodeURIComponent(row.source)}`}>
                        {row.source}
                      </Go>,
                      t(`quality.kinds.${row.kind}`),
                      words(row.kind, row.reason),
                      <Num key="count" value={row.count} />,
                      row.kind === "return" ? (
                        <Go key="see" className="text-accent underline" to={`/seller/returns?reason=${row.reason}`}>
                          {t("nav.returns")}
                        </Go>
                      ) : (
                        <Go key="see" className="text-accent underline" to={`/seller/batches?source=${encodeURIComponent(row.source)}`}>
                          {t("nav.batches")}
                        </Go>
                      ),
                    ])}
                />
              </Section>
            </>
          )
        }
      </Loaded>
    </Screen>
  );
}

function Pareto({ rows, kind, pick }: { rows: QualityRow[]; kind: QualityRow["kind"]; pick: (reason: string) => void }) {
  const { t, i18n } = useTranslation("seller");
  const words = useWords();
  const bars = useMemo(
    () => pareto(rows.filter((row) => row.kind === kind), (row) => row.reason, (row) => row.count).slice(0, SHOWN_MAX),
    [rows, kind],
  );
  const option = useMemo<EChartsOption>(
    () => ({
      tooltip: { trigger: "axis" },
      grid: { top: 16, left: 4, right: 8, bottom: 6 },
      xAxis: { type: "category", data: bars.map((bar) => words(kind, bar.key)), axisLabel: { interval: 0, width: 92, overflow: "break", lineHeight: 15, hideOverlap: false } },
      yAxis: [
        { type: "value", minInterval: 1 },
        { type: "value", min: 0, max: 1, splitLine: { show: false }, axisLabel: { formatter: (part: number) => percent(part) } },
      ],
      series: [
        { name: t("quality.count"), type: "bar", barMaxWidth: 44, itemStyle: { borderRadius: [3, 3, 0, 0] }, data: bars.map((bar) => bar.count) },
        { name: t("quality.upTo"), type: "line", yAxisIndex: 1, symbolSize: 5, tooltip: { valueFormatter: (part) => percent(Number(part)) }, data: bars.map((bar) => bar.upTo) },
      ],
    }),
    // eslint-disable-next-line
    [bars, i18n.language],
  );
  return (
    <Chart
      title={t(`quality.pareto.${kind}`)}
      description={bars.map((bar) => `${words(kind, bar.key)} ${number(bar.count)}`).join(", ")}
      head={[t("quality.reason"), t("quality.count"), t("quality.upTo")]}
      rows={bars.map((bar) => [words(kind, bar.key), bar.count, bar.upTo])}
      show={(value, column) => (typeof value === "number" ? (column === 2 ? percent(value) : number(value)) : String(value ?? ""))}
      option={option}
      height={280}
      onPick={(at) => {
        const bar = bars[at];
        if (bar) pick(bar.key);
      }}
    />
  );
}
