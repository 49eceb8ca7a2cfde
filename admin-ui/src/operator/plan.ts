import type { Schema } from "../api/client";
import { decimals, minorUnits, type MoneyValue } from "../ui/format";

export type Plan = Schema<"Plan">;

/** A plan has its versions in each currency by itself. */
export const keyOf = (plan: Plan): string => `${plan.code}.${plan.price.currency}`;

/** The newest version of each, given all of them with the newest first. */
export function current(plans: readonly Plan[]): Plan[] {
  const seen = new Set<string>();
  return plans.filter((plan) => !seen.has(keyOf(plan)) && seen.add(keyOf(plan)));
}

/** What is filled in for a version; text as typed. */
export interface Draft {
  code: string;
  currency: string;
  name: string;
  vertical: string;
  price: string;
  quota: string;
  price_max: string;
  overage_price: string;
  trial: string;
  trial_quota: string;
  rollover: string;
  rollover_periods: string;
}

const typed = (value: MoneyValue | null): string => {
  if (!value) return "";
  const digits = value.currency === "XTS" ? 2 : decimals(value.currency);
  return (value.amount / 10 ** digits).toFixed(digits);
};
const count = (value: number): string => (value === 0 ? "" : String(value));

export const draftOf = (plan: Plan | undefined, currency: string): Draft => ({
  code: plan?.code ?? "",
  currency: plan?.price.currency ?? currency,
  name: plan?.name ?? "",
  vertical: plan?.vertical ?? "",
  price: typed(plan?.price ?? null),
  quota: plan ? String(plan.quota) : "",
  price_max: typed(plan?.price_max ?? null),
  overage_price: typed(plan?.overage_price ?? null),
  trial: count(plan?.trial.days ?? 0),
  trial_quota: count(plan?.trial.quota ?? 0),
  rollover: count(plan?.rollover.max ?? 0),
  rollover_periods: count(plan?.rollover.periods ?? 0),
});

/** The terms of a version, without what the server gives it. */
export type Terms = Pick<Plan, "name" | "price" | "quota" | "vertical" | "price_max" | "overage_price" | "trial" | "rollover">;

/** A draft in which each amount and number was checked before. */
export function termsOf(draft: Draft): Terms {
  const currency = draft.currency.trim().toUpperCase();
  const amount = (text: string): MoneyValue | null => (text.trim() ? { amount: minorUnits(text, currency) ?? 0, currency } : null);
  return {
    name: draft.name.trim(),
    price: amount(draft.price) ?? { amount: 0, currency },
    quota: Number(draft.quota),
    vertical: draft.vertical || null,
    price_max: amount(draft.price_max),
    overage_price: amount(draft.overage_price),
    trial: { days: Number(draft.trial), quota: Number(draft.trial_quota) },
    rollover: { max: Number(draft.rollover), periods: Number(draft.rollover_periods) },
  };
}

/** What one lead costs somebody who uses all of them. */
export const perLead = ({ price, quota }: Pick<Plan, "price" | "quota">): MoneyValue => ({ ...price, amount: Math.round(price.amount / quota) });
