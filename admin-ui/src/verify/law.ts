// What a rule set asks of a consent: the law, as data.

import { present } from "./bytes";
import type { Obj } from "./json";

/** What a rule set may ask for. Times of contact and lists are not a matter of the sale: quiet_hours, list. */
const RULES =
  "code version effective_from title source notes requires requires_any phrases channels_any channels_all buyer_named one_to_one age_max quiet_hours list lawful_basis jurisdiction".split(
    " ",
  );

/** What the consent lacked at this moment for this buyer; null: nothing. */
export function lacks(before: Obj[], words: string, at: Instant, rules: Obj, buyer: string): string | null {
  const first = present(before[0]);
  const grant = first.object("fields");
  const shown = plain(words);
  const granted = instant(grant.text("granted_at"));
  const unknown = rules.names().find((name) => !RULES.includes(name));
  if (unknown !== undefined) return "something this verifier does not know: " + unknown;
  if (rules.text("effective_from") > new Date(at[0] * 1000).toISOString().slice(0, 10)) return "rules that were not in force";
  if (later(granted, at)) return "granted later";
  if (grant.has("withdrawn_since")) return "withdrawn since";
  if (before.some((event) => event.text("type") === "consent.revoked")) return "withdrawn";
  if (grant.has("expires_at") && !later(instant(grant.text("expires_at")), at)) return "expired";
  if (rules.has("age_max") && !later(plus(granted, rules.text("age_max")), at)) return "too old";
  if (rules.get("buyer_named") === true && !shown.includes(plain(buyer))) return "the words do not name the buyer";
  const channels = grant.texts("channels");
  const any = rules.texts("channels_any");
  if (any.length > 0 && !any.some((channel) => channels.includes(channel))) return `none of the channels [${any.join(", ")}]`;
  if (!rules.texts("channels_all").every((channel) => channels.includes(channel))) return "not every channel";
  const facts = first.objectOrEmpty("commitments").names().map((field) => field.replace(/\.[^.]*$/, ""));
  for (const fact of rules.texts("requires")) if (!facts.includes(fact)) return "no " + fact;
  for (const group of rules.objects("requires_any")) {
    if (!group.texts("any_of").some((fact) => facts.includes(fact))) return "no " + group.text("code");
  }
  const sold = before.filter((event) => event.text("type") === "lead.sold").map((event) => event.object("fields").get("buyer_name"));
  if (rules.get("one_to_one") === true && sold.some((other) => other !== buyer)) return "one buyer only, and another has it";
  for (const phrase of rules.objects("phrases")) {
    if (!applies(phrase, channels, any)) continue;
    if (!phrase.texts("any_of").some((one) => shown.includes(plain(one)))) return "the words lack " + phrase.text("code");
  }
  return null;
}

/** Some words are asked for on some channels only: where the consent gives no other channel that counts. */
function applies(phrase: Obj, given: string[], counting: string[]): boolean {
  if (!phrase.has("channels")) return true;
  const only = phrase.texts("channels");
  return given.filter((channel) => counting.length === 0 || counting.includes(channel)).every((channel) => only.includes(channel));
}

function plain(text: string): string {
  return text
    .replace(/[\t-\r\u001c-\u001f\p{Z}]+/gu, " ")
    .replace(/^ | $/g, "")
    .toLowerCase();
}

/** Seconds since 1970, and nanoseconds. */
export type Instant = [seconds: number, nanos: number];

export function instant(text: string): Instant {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  const millis = Date.parse(present(parts)[1] + "Z");
  if (Number.isNaN(millis)) throw new Error("no time");
  return [millis / 1000, Number((parts?.[2] ?? "").padEnd(9, "0"))];
}

function later(a: Instant, b: Instant): boolean {
  return a[0] !== b[0] ? a[0] > b[0] : a[1] > b[1];
}

/** A period such as P1Y6M or P30D later, by the calendar; the 31st becomes the last of a shorter month. */
function plus(from: Instant, period: string): Instant {
  const parts = present(/^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(period)).map((part) => Number(part ?? 0));
  const [, years = 0, months = 0, weeks = 0, days = 0] = parts;
  const date = new Date(from[0] * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + 12 * years + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last) + 7 * weeks + days);
  return [date.getTime() / 1000, from[1]];
}
