import type { Schema } from "../api/client";

export type Trail = Schema<"Trail">;

export type Kind = "consent" | "sale" | "access" | "delivery" | "revocation";
export const KINDS: readonly Kind[] = ["consent", "sale", "access", "delivery", "revocation"];

/** One line of the timeline; `what` names its words. */
export interface Happened {
  id: string;
  at: string;
  kind: Kind;
  what: string;
  /** Of the party that did it, or that it was done to. */
  party?: string | undefined;
  actor?: string | undefined;
  /** In the words of who did it. */
  purpose?: string | null | undefined;
  detail?: string | undefined;
  tone?: "good" | "bad" | "warn";
}

/** Events of the log that stand in the lists of the trail already, with more around them. */
const TOLD_ELSEWHERE = /^(lead\.sold|contact\.|trail\.|subject\.|proof\.|access\.|hold\.)/;
/** The withdrawal itself, and who was told of it, confirmed it, or did not in time. */
const OF_WITHDRAWAL = /^(consent\.revoked|revocation\.|erasure\.|suppression\.)/;
const TONES: Record<string, "good" | "bad" | "warn"> = {
  "consent.granted": "good",
  "consent.imported": "good",
  "consent.revoked": "bad",
  "data.erased": "bad",
  "data.sealed": "warn",
  "check.failed": "warn",
  "revocation.acked": "good",
  "revocation.overdue": "bad",
  "erasure.acked": "good",
  "erasure.overdue": "bad",
};

/** What happened to a lead, the newest first. */
export function story(trail: Trail): Happened[] {
  const names = parties(trail);
  const all: Happened[] = [
    {
      id: "received",
      at: trail.lead.received_at,
      kind: "consent",
      what: "received",
      party: trail.lead.seller.name,
      detail: [trail.lead.source, ...trail.lead.subs].join(" · "),
    },
    ...trail.consent.log
      .filter((event) => !TOLD_ELSEWHERE.test(event.type))
      .map((event): Happened => ({
        id: `event ${event.seq}`,
        at: event.at,
        kind: OF_WITHDRAWAL.test(event.type) ? "revocation" : "consent",
        what: event.type,
        party: names.get(member(event.leaf, "party") ?? ""),
        detail: member(event.leaf, "channel"),
        ...(TONES[event.type] ? { tone: TONES[event.type] } : {}),
      })),
    ...trail.sales.map((sale): Happened => ({
      id: sale.id,
      at: sale.sold_at,
      kind: "sale",
      what: sale.exclusive ? "soldAlone" : "sold",
      party: sale.buyer.name,
      detail: sale.rule_set,
      tone: "good",
    })),
    ...trail.accesses.map((access, n): Happened => ({
      id: `access ${n}`,
      at: access.at,
      kind: "access",
      what: access.action,
      party: access.party.name,
      actor: access.actor,
      purpose: access.purpose,
    })),
    ...trail.deliveries.map((delivery): Happened => ({
      id: delivery.id,
      at: delivery.at,
      kind: "delivery",
      what: delivery.type,
      party: delivery.party.name,
      detail: delivery.state,
      ...(delivery.state === "dead" ? { tone: "bad" as const } : {}),
    })),
  ];
  return all.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** The names of those the trail tells of, by the ids that the log has of them. */
function parties(trail: Trail): Map<string, string> {
  const all = [trail.lead.seller, ...trail.sales.map((sale) => sale.buyer), ...trail.accesses.map((one) => one.party), ...trail.deliveries.map((one) => one.party)];
  return new Map(all.map((party) => [uuidOf(party.id), party.name]));
}

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

/** `pty_01j…` is a UUID in Crockford's base 32. */
export function uuidOf(id: string): string {
  let value = 0n;
  for (const letter of id.slice(id.indexOf("_") + 1)) value = value * 32n + BigInt(Math.max(0, CROCKFORD.indexOf(letter)));
  return value.toString(16).padStart(32, "0").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** A field of a logged event, if it is a text; a damaged leaf has none. */
export function member(leaf: string, name: string): string | undefined {
  try {
    const { fields } = JSON.parse(leaf) as { fields?: Record<string, unknown> };
    const value = fields?.[name];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
