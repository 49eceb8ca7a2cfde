import type { Schema } from "../api/client";

export type Card = Schema<"Scorecard">;
export type Trial = Schema<"ScorecardTrial">;
type Separation = Schema<"Separation">;
type Count = Schema<"TrialCount">;

/** A rule as it is being written: numbers and conditions are text until they are read. */
export interface DraftRule {
  /** Tells rows apart while names change. */
  key: string;
  name: string;
  label: string;
  points: string;
  when: string;
}

export interface Draft {
  groups: { name: string; cap: string; rules: DraftRule[] }[];
  levels: { engaged: string; mql: string; sql: string };
}

export const LEVELS = ["engaged", "mql", "sql"] as const;

export const drafted = (card: Card): Draft => ({
  groups: card.groups.map((group) => ({
    name: group.name,
    cap: String(group.cap),
    rules: group.rules.map((rule) => ({ key: rule.name, name: rule.name, label: rule.label ?? "", points: String(rule.points), when: JSON.stringify(rule.when) })),
  })),
  levels: { engaged: String(card.levels.engaged), mql: String(card.levels.mql), sql: String(card.levels.sql) },
});

/** The conditions a text says; undefined where it is no JSON object. */
export function conditions(text: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const whole = (text: string) => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : undefined);

/** The card as the API takes it; undefined as long as something in it cannot be read. Whether it makes sense, the server says. */
export function read(draft: Draft): Card | undefined {
  let sound = true;
  const ok = <T>(value: T | undefined): T => {
    if (value === undefined) sound = false;
    return value as T;
  };
  const card: Card = {
    groups: draft.groups.map((group) => ({
      name: group.name,
      cap: ok(whole(group.cap)),
      rules: group.rules.map((rule) => ({
        name: ok(rule.name.trim() || undefined),
        ...(rule.label.trim() ? { label: rule.label.trim() } : {}),
        points: ok(whole(rule.points)),
        when: ok(conditions(rule.when)),
      })),
    })),
    levels: { engaged: ok(whole(draft.levels.engaged)), mql: ok(whole(draft.levels.mql)), sql: ok(whole(draft.levels.sql)) },
  };
  return sound ? card : undefined;
}

export const same = (a: Card | undefined, b: Card | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What one may say of two cards: a difference of less than two standard errors is chance. */
export function verdict({ before, after, error }: Separation): "better" | "worse" | "same" | "few" | "chance" {
  if (before === null || after === null || error === null) return "few";
  if (before === after) return "same";
  if (Math.abs(after - before) <= 2 * error) return "chance";
  return after > before ? "better" : "worse";
}

/** A part in percent with a decimal; null where there is nothing to divide by. */
const share = (some: number, all: number) => (all === 0 ? null : Math.round((1000 * some) / all) / 10);

/** Of the sold leads of a band: how many were won, how many came back. */
export const rates = (count: Count) => ({ won: share(count.won, count.sold), returned: share(count.returned, count.sold) });

/** Rules by which the points of an example differ: `+` for those it gained. */
export function differences(example: Trial["examples"][number]): { rule: string; points: number }[] {
  const by = new Map<string, number>();
  for (const { rule, points } of example.after.why) by.set(rule, (by.get(rule) ?? 0) + points);
  for (const { rule, points } of example.before.why) by.set(rule, (by.get(rule) ?? 0) - points);
  return [...by].filter(([, points]) => points !== 0).map(([rule, points]) => ({ rule, points }));
}
