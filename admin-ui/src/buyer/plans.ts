import type { Schema } from "../api/client";

type Plan = Schema<"Plan">;

/** The newest version of each plan that is offered. */
export function newest(plans: readonly Plan[]): Plan[] {
  const byCode = new Map<string, Plan>();
  for (const plan of plans) if ((byCode.get(plan.code)?.version ?? 0) < plan.version) byCode.set(plan.code, plan);
  return [...byCode.values()].filter((plan) => plan.offered).sort((a, b) => a.price.amount - b.price.amount);
}
