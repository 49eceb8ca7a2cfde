import i18next from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "../ui/values";

const words = (name: string): string => name.replaceAll("_", " ");
const shown = (value: unknown): string => (typeof value === "boolean" ? String(i18next.t((value ? "buyer:yes" : "buyer:no") as never)) : value === null || value === undefined ? "–" : typeof value === "object" ? JSON.stringify(value) : String(value));

/** Fields of a vertical as names and values. */
export const Attributes = ({ attrs }: { attrs: Record<string, unknown> }): (readonly [string, ReactNode])[] =>
  Object.entries(attrs).map(([name, value]) => [words(name), shown(value)] as const);

/** The same in one line, as far as it fits. */
export function Summary({ attrs }: { attrs: Record<string, unknown> }) {
  const rank = (value: unknown) => (typeof value === "string" ? 0 : typeof value === "number" ? 1 : 2);
  const all = Object.entries(attrs)
    .filter(([, value]) => value !== null && value !== "" && value !== false)
    .sort(([, a], [, b]) => rank(a) - rank(b)); // words say most
  return (
    <span className="truncate" title={all.map(([name, value]) => `${words(name)}: ${shown(value)}`).join("\n")}>
      {all.map(([name, value]) => (typeof value === "string" ? value : value === true ? words(name) : `${words(name)} ${shown(value)}`)).join(" · ")}
    </span>
  );
}

export function Channels({ of }: { of: readonly string[] }) {
  const { t, i18n } = useTranslation("buyer");
  return (
    <span className="inline-flex flex-wrap gap-1">
      {of.map((channel) => (
        <Badge key={channel}>{i18n.exists(`buyer:channels.${channel}`) ? t(`channels.${channel}` as never) : channel}</Badge>
      ))}
    </span>
  );
}

/** A score as a number and a short bar. */
export function Score({ value }: { value: number }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className="h-1.5 w-10 overflow-hidden rounded-sm bg-hover">
        <span className="block h-full bg-accent" style={{ width: `${Math.min(100, value)}%` }} />
      </span>
      <span className="w-6 text-right tabular-nums">{value}</span>
    </span>
  );
}
