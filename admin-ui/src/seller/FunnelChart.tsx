import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "../ui/Chart";
import { money, number, percent } from "../ui/format";
import { Go, useGo } from "../ui/url";
import type { Steps } from "./figures";

const UNKNOWN: Steps = { rows: 0, valid: 0, listed: 0, sold: 0, returned: 0, earned: undefined };

/**
 * Rows → valid → sellable → sold → returned → earned; each step leads to what is behind it. Five bars need no library: a first screen
 * does not wait for one, and links are reached by keyboard.
 */
export function FunnelChart({ steps: known, batch, source, height = 190 }: { steps: Steps | undefined; batch?: string; source?: string; height?: number }) {
  const { t } = useTranslation("seller");
  const go = useGo();
  const steps = known ?? UNKNOWN;
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
  const most = Math.max(1, ...rows.map((row) => row.value));
  return (
    <Figure
      title={t("funnel.title")}
      head={[t("funnel.step"), t("funnel.count"), t("funnel.part")]}
      rows={known && steps.rows === 0 && steps.sold === 0 ? [] : [...rows.map((row) => [t(`funnel.${row.id}`), row.value, row.part]), [t("funnel.earned"), earned, null]]}
      show={(value, column) => (value === null || value === undefined ? "" : typeof value === "number" ? (column === 2 ? percent(value) : number(value)) : String(value))}
      height={height}
      onPick={(row) => go(behind[rows[row]?.id ?? "earned"] ?? "/seller/earnings")}
    >
      {known ? (
        <ol className="grid" style={{ height }}>
          {rows.map((row) => (
            <li key={row.id}>
              <Go to={behind[row.id] ?? "/seller/batches"} className="grid h-full grid-cols-[6.5rem_minmax(0,1fr)_6.5rem] items-center gap-2 rounded-sm hover:bg-hover">
                <span className="truncate text-right text-muted">{t(`funnel.${row.id}`)}</span>
                <span className="block h-[62%] rounded-[3px] bg-accent" style={{ width: `${(100 * row.value) / most}%` }} />
                <span className="truncate tabular-nums">{words(row)}</span>
              </Go>
            </li>
          ))}
        </ol>
      ) : (
        <div className="skeleton w-full" style={{ height }} />
      )}
    </Figure>
  );
}

const words = (row: { value: number; part: number | null }): string => `${number(row.value)}${row.part === null ? "" : `  ${percent(row.part)}`}`;
