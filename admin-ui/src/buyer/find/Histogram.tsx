import { useEffect, useRef, useState, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { number } from "../../ui/format";
import type { Bucket } from "./useFacets";

const HEIGHT = 44;

interface Props {
  label: string;
  buckets: readonly Bucket[];
  /** Lower bounds of the bars, ascending; the last bar is open. */
  edges: readonly number[];
  /** Chosen: bars from the one that begins at `from` up to the one that ends before `below`. */
  from: number | undefined;
  below: number | undefined;
  show: (edge: number) => string;
  choose: (from: number | undefined, below: number | undefined) => void;
}

/** How values spread, with a brush: drag over the bars, or move the two ends by arrow keys. */
export function Histogram({ label, buckets, edges, from, below, show, choose }: Props) {
  const { t } = useTranslation("buyer");
  const box = useRef<SVGSVGElement>(null);
  const bars = edges.length;
  const place = (value: number | undefined, otherwise: number) => {
    const n = value === undefined ? -1 : edges.indexOf(value);
    return n < 0 ? otherwise : n;
  };
  const chosen: [number, number] = [place(from, 0), place(below, bars)];
  const [range, setRange] = useState(chosen);
  const dragging = useRef<number>(undefined);
  useEffect(() => {
    if (dragging.current === undefined) setRange(chosen);
    // eslint-disable-next-line
  }, [from, below]);
  const counts = edges.map((edge) => buckets.find((bucket) => bucket.from === edge)?.count ?? 0);
  const most = Math.max(1, ...counts);
  const commit = ([low, high]: [number, number]) => choose(low <= 0 ? undefined : edges[low], high >= bars ? undefined : edges[high]);
  const at = (event: PointerEvent) => {
    const { left, width } = box.current!.getBoundingClientRect();
    return Math.max(0, Math.min(bars - 1, Math.floor(((event.clientX - left) / width) * bars)));
  };
  const drag = (event: PointerEvent): [number, number] => {
    const start = dragging.current ?? at(event);
    const now = at(event);
    return [Math.min(start, now), Math.max(start, now) + 1];
  };
  const whole = range[0] <= 0 && range[1] >= bars;
  const ends = `${show(edges[range[0]] ?? 0)} – ${range[1] >= bars ? t("find.noLimit") : show(edges[range[1]] ?? 0)}`;
  const slide = (which: 0 | 1, value: number) => {
    const next: [number, number] = which === 0 ? [Math.min(value, range[1] - 1), range[1]] : [range[0], Math.max(value, range[0] + 1)];
    setRange(next);
    commit(next);
  };
  return (
    <div>
      <div className="flex h-7 items-center justify-between">
        <span className="font-medium">{label}</span>
        {whole ? <span className="text-xs text-muted">{t("find.allValues")}</span> : (
          <span className="flex items-center text-xs">
            {ends}
            <Button kind="quiet" small icon="x" aria-label={t("find.wholeRange", { what: label })} onClick={() => choose(undefined, undefined)} />
          </span>
        )}
      </div>
      <svg
        ref={box}
        viewBox={`0 0 ${bars} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="h-11 w-full cursor-crosshair touch-none"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          dragging.current = at(event);
          setRange(drag(event));
        }}
        onPointerMove={(event) => dragging.current !== undefined && setRange(drag(event))}
        onPointerUp={(event) => {
          if (dragging.current === undefined) return;
          const next = drag(event);
          dragging.current = undefined;
          setRange(next);
          commit(next);
        }}
      >
        <rect width={bars} height={HEIGHT} fill="transparent" />
        {counts.map((count, n) => {
          const height = count === 0 ? 0 : Math.max(1.5, (HEIGHT - 2) * (count / most));
          return (
            <rect key={edges[n]} x={n + 0.06} width={0.88} y={HEIGHT - height} height={height} className={n >= range[0] && n < range[1] ? "fill-accent" : "fill-line-strong opacity-40"}>
              <title>{`${show(edges[n] ?? 0)}: ${number(count)}`}</title>
            </rect>
          );
        })}
      </svg>
      <div className="relative h-6">
        <div aria-hidden="true" className="absolute inset-x-0 top-[11px] h-0.5 rounded bg-line" />
        <End label={t("find.atLeast", { what: label })} value={range[0]} max={bars} text={show(edges[range[0]] ?? 0)} set={(value) => slide(0, value)} />
        <End label={t("find.below", { what: label })} value={range[1]} max={bars} text={range[1] >= bars ? t("find.noLimit") : show(edges[range[1]] ?? 0)} set={(value) => slide(1, value)} />
      </div>
    </div>
  );
}

/** A ring of 14 pixels; what can be hit is 24 wide, as WCAG 2.2 asks. */
const THUMB =
  "[&::-webkit-slider-thumb]:pointer-events-auto [&::-webkit-slider-thumb]:size-6 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:bg-[radial-gradient(circle,var(--bg)_5px,var(--accent)_5.5px_7px,transparent_7.5px)] " +
  "[&::-moz-range-thumb]:pointer-events-auto [&::-moz-range-thumb]:size-6 [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-[radial-gradient(circle,var(--bg)_5px,var(--accent)_5.5px_7px,transparent_7.5px)]";

function End({ label, value, max, text, set }: { label: string; value: number; max: number; text: string; set: (value: number) => void }) {
  return (
    <input
      type="range"
      min={0}
      max={max}
      value={value}
      aria-label={label}
      aria-valuetext={text}
      onChange={(event) => set(Number(event.target.value))}
      className={`pointer-events-none absolute -inset-x-[5px] top-0 h-6 w-[calc(100%+10px)] appearance-none bg-transparent ${THUMB}`}
    />
  );
}
