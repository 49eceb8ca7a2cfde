import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { number } from "../../ui/format";
import { Checkbox } from "../../ui/form";
import { NAMES, neighbour, TILES } from "./states";
import type { Bucket } from "./useFacets";

const SIZE = 22;
const GAP = 2;
const ARROWS: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

interface Props {
  buckets: readonly Bucket[];
  chosen: readonly string[];
  toggle: (state: string) => void;
}

/** How many leads there are in each state; arrow keys walk, Space chooses. The same as a list for whoever prefers one. */
export function StateMap(props: Props) {
  const { t } = useTranslation("buyer");
  const [asTable, setAsTable] = useState(false);
  return (
    <div>
      {asTable ? <AsTable {...props} /> : <AsMap {...props} />}
      <Button kind="quiet" small className="-ml-2" onClick={() => setAsTable(!asTable)}>
        {t(asTable ? "find.asMap" : "find.asTable")}
      </Button>
    </div>
  );
}

function AsMap({ buckets, chosen, toggle }: Props) {
  const { t } = useTranslation("buyer");
  const svg = useRef<SVGSVGElement>(null);
  const [at, setAt] = useState("CA");
  const counts = new Map(buckets.map((bucket) => [bucket.value ?? "", bucket.count]));
  const most = Math.max(1, ...Object.keys(TILES).map((code) => counts.get(code) ?? 0));
  const walk = (to: string) => {
    setAt(to);
    svg.current?.querySelector<SVGGElement>(`[data-state="${to}"]`)?.focus();
  };
  return (
    <svg ref={svg} viewBox={`0 0 ${11 * (SIZE + GAP)} ${8 * (SIZE + GAP)}`} className="w-full" role="group" aria-label={t("find.map")}>
      {Object.entries(TILES).map(([code, [x, y]]) => {
        const count = counts.get(code) ?? 0;
        // by the root: one state with very many would make all others look empty
        const share = count === 0 ? 0 : 12 + 76 * Math.sqrt(count / most);
        const on = chosen.includes(code);
        return (
          <g
            key={code}
            data-state={code}
            role="checkbox"
            aria-checked={on}
            aria-label={t("find.stateCount", { state: NAMES[code] ?? code, count, shown: number(count) })}
            tabIndex={code === at ? 0 : -1}
            className="cursor-pointer outline-none [&:focus-visible>rect]:stroke-accent [&:focus-visible>rect]:stroke-3"
            transform={`translate(${x * (SIZE + GAP) + GAP / 2} ${y * (SIZE + GAP) + GAP / 2})`}
            onClick={() => {
              setAt(code);
              toggle(code);
            }}
            onKeyDown={(event) => {
              const arrow = ARROWS[event.key];
              if (arrow) walk(neighbour(code, ...arrow));
              else if (event.key === " " || event.key === "Enter") toggle(code);
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          >
            <title>{t("find.stateCount", { state: NAMES[code] ?? code, count, shown: number(count) })}</title>
            <rect
              width={SIZE}
              height={SIZE}
              rx={3}
              style={{ fill: share === 0 ? "var(--panel)" : `color-mix(in oklab, var(--accent) ${share}%, var(--bg))` }}
              className={on ? "stroke-ink stroke-2" : "stroke-line"}
            />
            <text
              x={SIZE / 2}
              y={SIZE / 2 + 3.2}
              textAnchor="middle"
              fontSize={9}
              fontWeight={on ? 700 : 500}
              style={{ fill: share > 55 ? "var(--accent-ink)" : share === 0 ? "var(--muted)" : "var(--ink)" }}
            >
              {code}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function AsTable({ buckets, chosen, toggle }: Props) {
  const { t } = useTranslation("buyer");
  return (
    <ul className="max-h-56 overflow-auto" aria-label={t("find.map")}>
      {buckets
        .filter((bucket) => bucket.value)
        .map((bucket) => (
          <li key={bucket.value} className="flex min-h-6.5 items-center justify-between py-0.5 pr-2">
            <Checkbox label={NAMES[bucket.value ?? ""] ?? bucket.value ?? ""} checked={chosen.includes(bucket.value ?? "")} onChange={() => toggle(bucket.value ?? "")} />
            <span className="text-muted tabular-nums">{number(bucket.count)}</span>
          </li>
        ))}
    </ul>
  );
}
