import type { EChartsOption } from "echarts";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Chart } from "../ui/Chart";
import { money, number, percent } from "../ui/format";
import { useGo } from "../ui/url";
import type { Steps } from "./figures";
import { useColour } from "./reports";

/** Rows → valid → sellable → sold → returned → earned. A click on a step shows what is behind it. */
export function FunnelChart({ steps, batch, source, height = 190 }: { steps: Steps; batch?: string; source?: string; height?: number }) {
  const { t, i18n } = useTranslation("seller");
  const go = useGo();
  const ink = useColour("--ink");
  const rows = useMemo(() => {
    const of = (part: number, whole: number) => (whole === 0 ? null : part / whole);
    return [
      { id: "rows", value: steps.rows, part: null },
      { id: "valid", value: steps.valid, part: of(steps.valid, steps.rows) },
      { id: "listed", value: steps.listed, part: of(steps.listed, steps.rows) },
      { id: "sold", value: steps.sold, part: of(steps.sold, steps.rows) },
      { id: "returned", value: steps.returned, part: of(steps.returned, steps.sold) },
    ] as const;
  }, [steps]);
  const earned = steps.earned ? money(steps.earned) : "–";
  const where = `${batch ? `&batch=${batch}` : ""}${source ? `&source=${encodeURIComponent(source)}` : ""}`;
  const behind: Record<string, string> = {
    rows: batch ? `/seller/batches/${batch}` : "/seller/batches",
    valid: `/seller/stock?${where.slice(1)}`,
    listed: `/seller/stock?status=open${where}`,
    sold: `/seller/stock?sold=true${where}`,
    returned: "/seller/returns",
    earned: "/seller/earnings",
  };
  const option = useMemo<EChartsOption>(
    () => ({
      grid: { top: 4, left: 4, right: 90, bottom: 0 },
      tooltip: { trigger: "item" },
      xAxis: { type: "value", show: false },
      yAxis: { type: "category", inverse: true, data: rows.map((row) => t(`funnel.${row.id}`)), axisLine: { show: false } },
      series: [
        {
          type: "bar",
          barWidth: "62%",
          itemStyle: { borderRadius: 3 },
          data: rows.map((row) => row.value),
          label: { show: true, position: "right", color: ink, formatter: ({ dataIndex }: { dataIndex: number }) => words(rows[dataIndex]) },
        },
      ],
    }),
    // eslint-disable-next-line
    [rows, ink, i18n.language],
  );
  return (
    <Chart
      title={t("funnel.title")}
      description={`${rows.map((row) => `${t(`funnel.${row.id}`)} ${number(row.value)}`).join(", ")}, ${t("funnel.earned")} ${earned}`}
      head={[t("funnel.step"), t("funnel.count"), t("funnel.part")]}
      rows={steps.rows === 0 && steps.sold === 0 ? [] : [...rows.map((row) => [t(`funnel.${row.id}`), row.value, row.part]), [t("funnel.earned"), earned, null]]}
      show={(value, column) => (value === null || value === undefined ? "" : typeof value === "number" ? (column === 2 ? percent(value) : number(value)) : String(value))}
      option={option}
      height={height}
      onPick={(row) => go(behind[rows[row]?.id ?? "earned"] ?? "/seller/earnings")}
    />
  );
}

const words = (row: { value: number; part: number | null } | undefined): string =>
  row ? `${number(row.value)}${row.part === null ? "" : `  ${percent(row.part)}`}` : "";
