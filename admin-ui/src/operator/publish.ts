import { api, ask } from "../api/client";
import type { Plan, Terms } from "./plan";

const PAGE_ROWS = 500;
const PAGES_MAX = 10;

/** Every version of every plan, the newest first. */
export async function everyPlan(signal?: AbortSignal): Promise<Plan[]> {
  const all: Plan[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const { data, next_cursor } = await ask(api.GET("/v1/plans", { params: { query: { limit: PAGE_ROWS, ...(cursor ? { cursor } : {}) } }, ...(signal ? { signal } : {}) }));
    all.push(...data);
    cursor = next_cursor ?? undefined;
    if (!cursor) break;
  }
  return all;
}

/** What the API takes for a version under a code. */
export const publish = (code: string, { name, price, quota, vertical, price_max, overage_price, trial, rollover }: Terms, offered: boolean): Promise<Plan> =>
  ask(
    api.POST("/v1/plans", {
      body: { code, name, price, quota, trial, rollover, ...(vertical ? { vertical } : {}), ...(price_max ? { price_max } : {}), ...(overage_price ? { overage_price } : {}), offered },
    }),
  );
