import type { InfiniteData } from "@tanstack/react-query";
import type { Page, Schema } from "../../api/client";
import type { Tone } from "../../ui/values";

export type Owned = Schema<"OwnedLead">;
export type Value = Schema<"DispositionValue">;
export type Loss = Schema<"LossReason">;

/** In the order of the board, each with the one key that says it. */
export const DISPOSITIONS: readonly { value: Value; key: string; tone: Tone }[] = [
  { value: "new", key: "n", tone: "off" },
  { value: "unreachable", key: "u", tone: "warn" },
  { value: "contacted", key: "c", tone: "info" },
  { value: "qualified", key: "f", tone: "info" },
  { value: "appointment", key: "a", tone: "info" },
  { value: "quoted", key: "q", tone: "info" },
  { value: "on-hold", key: "h", tone: "off" },
  { value: "won", key: "w", tone: "good" },
  { value: "lost", key: "l", tone: "bad" },
];
export const LOSSES: readonly Loss[] = ["never-reached", "not-interested", "not-qualified", "bought-elsewhere", "no-budget", "bad-timing", "other"];

export const toneOf = (value: Value): Tone => DISPOSITIONS.find((one) => one.value === value)?.tone ?? "off";
export const byKey = (key: string): Value | undefined => DISPOSITIONS.find((one) => one.key === key)?.value;

export type Pages = InfiniteData<Page<Owned>, string | undefined>;

/** Column lists of the board, by disposition. */
export const columnKey = (filters: Record<string, string>, value: Value) => ["sales", "column", value, filters] as const;

/**
 * The column's list without the lead, or with it in front: what a move leaves behind. Rows that change place are found again by the next
 * answer of the server.
 */
export function moved(pages: Pages | undefined, lead: Owned, here: boolean): Pages | undefined {
  if (!pages) return pages;
  const rest = pages.pages.map((page) => ({ ...page, data: page.data.filter((one) => one.id !== lead.id) }));
  const [first, ...others] = rest;
  return { ...pages, pages: first && here ? [{ ...first, data: [lead, ...first.data] }, ...others] : rest };
}
