/** What a webhook may want to hear of; an endpoint without a choice hears all, also what comes later. */
export const TYPES = [
  "lead.purchased", "lead.sold", "consent.revoked",
  "return.requested", "return.contested", "return.accepted", "return.denied",
  "batch.finished",
  "subscription.started", "subscription.renewed", "subscription.changed", "subscription.past_due", "subscription.paused",
  "subscription.resumed", "subscription.cancelled", "subscription.ended",
  "promo.granted", "promo.expired",
] as const;

/** What the sandbox makes happen. */
export const TRIGGERS = TYPES.filter((type) => type.startsWith("subscription.") || type.startsWith("promo."));
