import type { Schema } from "../api/client";
import type { Tone } from "../ui/values";

export const BATCH: Record<Schema<"Batch">["state"], Tone> = { uploading: "info", queued: "off", running: "info", done: "good", failed: "bad" };
export const LEAD: Record<Schema<"OwnLead">["status"], Tone> = { open: "good", exhausted: "info", withdrawn: "off", expired: "warn", erased: "off" };
export const PAYOUT: Record<Schema<"Payout">["state"], Tone> = { asked: "warn", approved: "info", sent: "info", paid: "good", failed: "bad", denied: "bad" };
export const RETURN: Record<Schema<"Return">["state"], Tone> = { requested: "warn", contested: "info", accepted: "bad", denied: "good" };
