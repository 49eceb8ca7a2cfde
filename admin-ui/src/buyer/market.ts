import type { Level, PriceRow } from "../reports/reports";

/** The vertical of which most leads were listed; none where nothing was. */
export function busiest(rows: readonly PriceRow[]): string | undefined {
  const listed = new Map<string, number>();
  for (const row of rows) listed.set(row.vertical, (listed.get(row.vertical) ?? 0) + (row.asked ?? 0));
  return [...listed].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}

/** The last known prices of a level, and how what is asked has changed since the first one known, as a part of it. */
export function standing(rows: readonly PriceRow[], level: Level): { asked: PriceRow["median_asked"]; sold: PriceRow["median_sold"]; change: number | undefined } {
  const own = rows.filter((row) => row.level === level).sort((a, b) => (a.day < b.day ? -1 : 1));
  const asked = own.filter((row) => row.median_asked !== null);
  const [first, last] = [asked[0]?.median_asked, asked.at(-1)?.median_asked];
  return {
    asked: last ?? null,
    sold: own.filter((row) => row.median_sold !== null).at(-1)?.median_sold ?? null,
    change: asked.length > 1 && first && last && first.amount > 0 ? last.amount / first.amount - 1 : undefined,
  };
}
