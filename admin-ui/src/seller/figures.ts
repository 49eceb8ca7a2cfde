import { seconds } from "../ui/format";
import type { FunnelRow } from "./reports";

/** The steps of the funnel, all rows together. */
export interface Steps {
  rows: number;
  valid: number;
  listed: number;
  sold: number;
  returned: number;
  earned: { amount: number; currency: string } | undefined;
}

export const sum = (rows: readonly FunnelRow[]): Steps =>
  rows.reduce<Steps>(
    (all, row) => ({
      rows: all.rows + row.rows,
      valid: all.valid + row.valid,
      listed: all.listed + row.listed,
      sold: all.sold + row.sold,
      returned: all.returned + row.returned,
      earned: { amount: (all.earned?.amount ?? 0) + row.earned.amount, currency: row.earned.currency },
    }),
    { rows: 0, valid: 0, listed: 0, sold: 0, returned: 0, earned: undefined },
  );

/** From so many hours to less than so many, as `72-168` in the address; open at its end: `2160-`. */
export const ageOf = (from: string, to: string | null): string => `${seconds(from) / 3600}-${to === null ? "" : seconds(to) / 3600}`;

/** When people asked whose leads are of this age now. */
export function askedWhen(age: string, now: number): { generated_from?: string; generated_to?: string } {
  const [from, to] = age.split("-");
  const before = (hours: string) => new Date(now - Number(hours) * 3_600_000).toISOString();
  return { ...(to ? { generated_from: before(to) } : {}), ...(from && Number(from) > 0 ? { generated_to: before(from) } : {}) };
}

/** Most frequent first, with what they and all before them make of the whole. */
export function pareto<Row>(rows: readonly Row[], key: (row: Row) => string, count: (row: Row) => number): { key: string; count: number; upTo: number }[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + count(row));
  const whole = [...counts.values()].reduce((a, b) => a + b, 0);
  let upTo = 0;
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([name, n]) => ({ key: name, count: n, upTo: whole === 0 ? 0 : (upTo += n) / whole }));
}
