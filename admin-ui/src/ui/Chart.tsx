import type { EChartsOption } from "echarts";
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { csv, save, type Cell } from "./csv";
import { Icon } from "./icons";
import { SmallTable } from "./layout";

const Drawing = lazy(() => import("./Drawing"));

interface FigureProps {
  /** What is drawn, in words; also the name of the file. */
  title: string;
  /** The numbers, as the table and the file have them. The first column names the row. */
  head: string[];
  rows: Cell[][];
  /** How a number is written in the table. */
  show?: (value: Cell, column: number) => string;
  height?: number;
  /** A click on what stands for this row. */
  onPick?: (row: number) => void;
}

interface ChartProps extends FigureProps {
  /** For those who cannot see it: what it shows, in a sentence. */
  description: string;
  /** Without colours for text and lines: those come from the theme. */
  option: EChartsOption;
  /** Which row a point of a series stands for, where it is not the one at its place. */
  rowAt?: (index: number, series: number) => number | undefined;
}

const HEIGHT = 260;

/** A chart that is also a table and a CSV file. The library comes when the first chart is seen. */
export function Chart({ description, option, rowAt = (index) => index, ...figure }: ChartProps) {
  const { height = HEIGHT, onPick } = figure;
  const picked = (index: number, series: number) => {
    const row = rowAt(index, series);
    if (row !== undefined) onPick?.(row);
  };
  return (
    <Figure {...figure}>
      <WhenSeen height={height}>
        <Drawing description={description} option={option} height={height} {...(onPick ? { onPick: picked } : {})} />
      </WhenSeen>
    </Figure>
  );
}

/** The library is heavy: nobody waits for it before a chart comes near. */
function WhenSeen({ height, children }: { height: number; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || !box.current) return;
    const watch = new IntersectionObserver((found) => found.some((one) => one.isIntersecting) && setSeen(true));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [seen]);
  const room = <div ref={box} className="skeleton w-full" style={{ height }} />;
  return seen ? <Suspense fallback={room}>{children}</Suspense> : room;
}

/** What is drawn, however it is, as a table and a CSV file too. */
export function Figure({ title, head, rows, show, height = HEIGHT, onPick, children }: FigureProps & { children: ReactNode }) {
  const { t } = useTranslation();
  const [table, setTable] = useState(false);
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
          children
        )}
      </div>
    </figure>
  );
}
