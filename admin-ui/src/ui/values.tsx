import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { bytes, date, dateTime, money, number, relative, type MoneyValue } from "./format";
import { Icon } from "./icons";
import { useToast } from "./Toast";

/** An amount with its currency. `signed` colours what goes out and marks what comes in. */
/* A list has thousands of these: they are drawn anew with what they stand in, also when the language changes. */

export function Money({ value, signed }: { value: MoneyValue | null | undefined; signed?: boolean }) {
  if (!value) return <None />;
  const sign = signed && value.amount > 0 ? "+" : "";
  return <span className={`whitespace-nowrap tabular-nums ${signed && value.amount < 0 ? "text-bad" : ""}`}>{sign + money(value)}</span>;
}

/** Nothing is there; screen readers hear so. */
export function None() {
  const { t } = useTranslation();
  return (
    <span className="text-muted">
      <span aria-hidden="true">–</span>
      <span className="sr-only">{t("none")}</span>
    </span>
  );
}

export function Num({ value }: { value: number | null | undefined }) {
  return value === null || value === undefined ? <None /> : <span className="tabular-nums">{number(value)}</span>;
}

export function Bytes({ value }: { value: number }) {
  return <span className="whitespace-nowrap tabular-nums">{bytes(value)}</span>;
}

const TICK_MS = 15_000;
const ticks = new Set<() => void>();
setInterval(() => ticks.forEach((tick) => tick()), TICK_MS);

/** How long ago, or in how long; the full time as title. `absolute` for what law or money depends on. */
export function Time({ at, absolute, day }: { at: string | null | undefined; absolute?: boolean; day?: boolean }) {
  const [, again] = useState(0);
  useEffect(() => {
    const tick = () => again((n) => n + 1);
    ticks.add(tick);
    return () => void ticks.delete(tick);
  }, []);
  if (!at) return <None />;
  return (
    <time dateTime={at} title={`${dateTime(at)} · ${at}`} className="whitespace-nowrap">
      {day ? date(at) : absolute ? dateTime(at) : relative(at)}
    </time>
  );
}

/** An id, shortened, with a button that copies it whole. */
export function Id({ value, whole }: { value: string | null | undefined; whole?: boolean }) {
  const { t } = useTranslation();
  const toast = useToast();
  if (!value) return <None />;
  const [prefix, rest] = value.includes("_") ? [value.slice(0, value.indexOf("_") + 1), value.slice(value.indexOf("_") + 1)] : ["", value];
  const shown = whole || rest.length <= 12 ? value : `${prefix}…${rest.slice(-6)}`;
  return (
    <span className="group/id inline-flex items-center gap-1 whitespace-nowrap">
      <code className="font-mono text-xs" title={value}>
        {shown}
      </code>
      <button
        type="button"
        aria-label={t("copyOf", { what: value })}
        title={t("copy")}
        className="rounded p-0.5 text-muted opacity-0 group-hover/id:opacity-100 hover:text-ink focus-visible:opacity-100"
        onClick={(event) => {
          event.stopPropagation();
          void copy(value).then(() => toast(t("copied")));
        }}
      >
        <Icon name="copy" size={13} />
      </button>
    </span>
  );
}

/** Into the clipboard; where the browser has none (plain HTTP), by a selection. */
export async function copy(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

export type Tone = "good" | "warn" | "bad" | "info" | "off";
const TONES: Record<Tone, string> = {
  good: "bg-good",
  warn: "bg-warn",
  bad: "bg-bad",
  info: "bg-info",
  off: "border border-line-strong",
};

/** A small dot and a word; never the colour alone. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${TONES[tone]}`} />
      {children}
    </span>
  );
}

/** A short mark, such as "test" or a role. */
export function Badge({ tone = "off", children }: { tone?: Tone; children: ReactNode }) {
  const colours: Record<Tone, string> = {
    good: "bg-good-soft text-good",
    warn: "bg-warn-soft text-warn",
    bad: "bg-bad-soft text-bad",
    info: "bg-info-soft text-info",
    off: "bg-hover text-muted",
  };
  return <span className={`inline-block rounded px-1.5 py-px text-xs font-medium whitespace-nowrap ${colours[tone]}`}>{children}</span>;
}

/** Names and values, one under the other. Leave rows out by giving false. */
export function Facts({ rows }: { rows: (readonly [string, ReactNode] | false | null | undefined)[] }) {
  return (
    <dl className="grid grid-cols-[minmax(8rem,max-content)_1fr] gap-x-6 gap-y-2">
      {rows.filter((row) => !!row).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words">{value === undefined || value === null || value === "" || value === false ? <None /> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
