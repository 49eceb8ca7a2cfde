import { seconds, span } from "../ui/format";

/** So many days with today, as `2026-03-04`. */
export function firstDay(days: number, now: Date): string {
  const first = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() - days + 1));
  return first.toISOString().slice(0, 10);
}

/** An ISO 8601 duration such as `7 d`. */
export const brief = (duration: string): string => span(seconds(duration)).replace(/ 0 (s|min|h)$/, "");
