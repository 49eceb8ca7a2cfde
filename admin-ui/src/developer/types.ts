/** What a webhook may want to hear of; an endpoint without a choice hears all, also what comes later. */
export const TYPES = [
  "lead.purchased", "lead.sold", "consent.revoked",
  "return.requested", "return.contested", "return.accepted", "return.denied",
  "batch.finished",
  "subscription.started", "subscription.renewed", "subscription.changed", "subscription.past_due", "subscription.paused",
  "subscription.resumed", "subscription.cancelled", "subscription.ended",
  "promo.granted", "promo.expired",
  "topup.paid", "topup.failed", "topup.refunded", "payout.paid", "payout.failed", "payout.denied", "invoice.paid",
] as const;

/** What the sandbox makes happen: all that parties hear of their money. */
export const TRIGGERS = TYPES.filter((type) => /^(subscription|promo|topup|payout|invoice)\./.test(type));
