import type { Schema } from "../api/client";
import type { Tone } from "../ui/values";

export type Subscription = Schema<"Subscription">;

/** Where a subscription stands, as a colour. */
export const STANDS: Record<Subscription["status"], Tone> = { trialing: "info", active: "good", past_due: "bad", paused: "warn", ended: "off" };
