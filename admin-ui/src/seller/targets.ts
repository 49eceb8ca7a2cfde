import type { Schema } from "../api/client";

/** Where a column may go, besides the vertical's own fields. */
export const TARGETS = [
  "first_name",
  "last_name",
  "email",
  "phone",
  "street",
  "city",
  "state",
  "zip",
  "generated_at",
  "consent.text",
  "consent.at",
  "consent.channels",
  "consent.page_url",
  "consent.ip",
  "consent.user_agent",
  "consent.certificate_url",
  "consent.act",
  "consent.language",
  "sub1",
  "sub2",
  "sub3",
  "sub4",
  "sub5",
] as const;

export const targetsOf = (vertical: Pick<Schema<"Vertical">, "fields">): { value: string; label: string }[] =>
  vertical.fields.map((field) => ({ value: `attr.${field.name}`, label: field.label ?? field.name }));

/** What to tell the server: only where somebody decided otherwise than it guessed, so that it may remember the rest. */
export function decided(guessed: readonly { column?: string; target?: string | null }[], chosen: Readonly<Record<string, string | null>>): Record<string, string | null> {
  return Object.fromEntries(
    guessed.flatMap(({ column, target }): [string, string | null][] => {
      if (column === undefined || !Object.hasOwn(chosen, column)) return [];
      const wanted = chosen[column] ?? null;
      return wanted === (target ?? null) ? [] : [[column, wanted]];
    }),
  );
}

/** Targets that two columns go to. */
export function twice(columns: readonly { column: string; target: string | null }[]): Set<string> {
  const seen = new Set<string>();
  const more = new Set<string>();
  for (const { target } of columns) {
    if (target === null) continue;
    if (seen.has(target)) more.add(target);
    seen.add(target);
  }
  return more;
}
