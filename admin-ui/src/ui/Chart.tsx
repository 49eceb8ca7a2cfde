import type { EChartsOption } from "echarts";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { csv, save, type Cell } from "./csv";
import { Icon } from "./icons";
import { SmallTable } from "./layout";

const Drawing = lazy(() => import("./Drawing"));

interface Props {
  /** What is drawn, in words; also the name of the file. */
  title: string;
  /** For those who cannot see it: what it shows, in a sentence. */
  description: string;
  /** The numbers, as the table and the file have them. The first column names the row. */
  head: string[];
  rows: Cell[][];
  /** How a number is written in the table. */
  show?: (value: Cell, column: number) => string;
  /** Without colours for text and lines: those come from the theme. */
  option: EChartsOption;
  height?: number;
  /** A click on what stands for this row. */
  onPick?: (row: number) => void;
  /** Which row a point of a series stands for, where it is not the one at its place. */
  rowAt?: (index: number, series: number) => number | undefined;
}

/** A chart that is also a table and a CSV file. The library comes when the first chart is shown. */
export function Chart({ title, description, head, rows, show, option, height = 260, onPick, rowAt = (index) => index }: Props) {
  const { t } = useTranslation();
  const [table, setTable] = useState(false);
  const picked = (index: number, series: number) => {
    const row = rowAt(index, series);
    if (row !== undefined) onPick?.(row);
  };
  return (
    <figure className="rounded-lg border border-line bg-bg">
      <figcaption className="flex items-center gap-1 border-b border-line py-1.5 pr-2 pl-4">
        <span className="font-medium">{title}</span>
        <span className="ml-auto flex gap-1">
          <Button kind="quiet" small aria-pressed={table} onClick={() => setTable(!table)}>
            {table ? t("chart.asChart") : t("chart.asTable")}
          </Button>
          <Button kind="quiet" small onClick={() => save(`${title}.csv`, csv(head, rows))}>
            <Icon name="download" size={14} />
            {t("chart.csv")}
          </Button>
        </span>
      </figcaption>
      <div className="p-3">
        {rows.length === 0 ? (
          <p className="grid place-items-center text-muted" style={{ height }}>
            {t("chart.nothing")}
          </p>
        ) : table ? (
          <SmallTable
            caption={title}
            head={head.map((label, n) => (n === 0 ? label : { label, right: true as const }))}
            rows={rows.map((row, n) =>
              row.map((value, m) => {
                const text = show ? show(value, m) : String(value ?? "");
                return m === 0 && onPick ? (
                  <button key="pick" type="button" className="text-accent underline" onClick={() => onPick(n)}>
                    {text}
                  </button>
                ) : (
                  text
                );
              }),
            )}
          />
        ) : (
          <Suspense fallback={<div className="skeleton w-full" style={{ height }} />}>
            <Drawing description={description} option={option} height={height} {...(onPick ? { onPick: picked } : {})} />
          </Suspense>
        )}
      </div>
    </figure>
  );
}
