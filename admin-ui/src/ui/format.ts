import i18next from "i18next";

/** What the API calls money: minor units and a currency. */
export interface MoneyValue {
  amount: number;
  currency: string;
}

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();
const once = <T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(key: string, make: () => T): T => {
  const full = `${i18next.language} ${key}`;
  const before = made.get(full) as T | undefined;
  if (before) return before;
  const now = make();
  made.set(full, now);
  return now;
};
const lng = () => (i18next.language === "en" ? "en-US" : i18next.language);

/** How many decimals a currency has: 2 of USD, 0 of JPY. */
export const decimals = (currency: string): number => {
  try {
    const format = once(`decimals ${currency}`, () => new Intl.NumberFormat("en", { style: "currency", currency }));
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
};

/** `$1,234.50`; play money as `1,234.50 XTS`. */
export function money({ amount, currency }: MoneyValue): string {
  const digits = currency === "XTS" ? 2 : decimals(currency);
  const value = amount / 10 ** digits;
  if (currency === "XTS") {
    const plain = once("XTS", () => new Intl.NumberFormat(lng(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
    return `${plain.format(value)} XTS`;
  }
  return once(`money ${currency}`, () => new Intl.NumberFormat(lng(), { style: "currency", currency })).format(value);
}

/** What somebody typed as an amount, in minor units; undefined where it is none. Both `1,234.50` and `1.234,50` are understood. */
export function minorUnits(typed: string, currency: string): number | undefined {
  const digits = currency === "XTS" ? 2 : decimals(currency);
  const text = typed.replace(/[\s'’]/g, "");
  const parts = /^(-?)(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,4}))?$/.exec(text);
  if (!parts) return undefined;
  const [, sign, whole = "", rest = ""] = parts;
  if (rest.length > digits) return undefined;
  const units = Number(whole.replace(/[.,]/g, "")) * 10 ** digits + Number(rest.padEnd(digits, "0") || 0);
  return Number.isSafeInteger(units) ? (sign ? -units : units) : undefined;
}

export const number = (value: number): string => once("number", () => new Intl.NumberFormat(lng())).format(value);

/** A part of one as `12.5 %`. */
export const percent = (part: number): string =>
  once("percent", () => new Intl.NumberFormat(lng(), { style: "percent", maximumFractionDigits: 1 })).format(part);

export const bytes = (count: number): string => {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(count, 1)) / 3));
  return `${number(Math.round((count / 1000 ** power) * 10) / 10)} ${units[power]}`;
};

export const dateTime = (at: string | number | Date): string =>
  once("dateTime", () => new Intl.DateTimeFormat(lng(), { dateStyle: "medium", timeStyle: "medium" })).format(new Date(at));

export const date = (at: string | number | Date): string =>
  once("date", () => new Intl.DateTimeFormat(lng(), { dateStyle: "medium" })).format(new Date(at));

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** `5 minutes ago`, `in 3 days`. */
export function relative(at: string | number | Date, now = Date.now()): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  const [unit, size] = STEPS.find(([, one]) => Math.abs(seconds) >= one) ?? ["second", 1];
  return once("relative", () => new Intl.RelativeTimeFormat(lng(), { numeric: "auto", style: "short" })).format(
    Math.trunc(seconds / size),
    unit,
  );
}

/** ISO 8601 durations such as PT1H30M, in seconds. */
export function seconds(duration: string): number {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration);
  if (!parts) return Number.NaN;
  const [, days, hours, minutes, rest] = parts;
  return Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(rest ?? 0);
}

/** `1 h 30 min`. */
export function span(secondsLong: number): string {
  const rounded = Math.max(0, Math.round(secondsLong));
  if (rounded < 60) return `${rounded} s`;
  const two = (a: number, unit: string, b: number, smaller: string) => `${Math.floor(a)} ${unit}${Math.floor(b) ? ` ${Math.floor(b)} ${smaller}` : ""}`;
  if (rounded < 3600) return two(rounded / 60, "min", rounded % 60, "s");
  if (rounded < 86_400) return two(rounded / 3600, "h", (rounded % 3600) / 60, "min");
  return two(rounded / 86_400, "d", (rounded % 86_400) / 3600, "h");
}
