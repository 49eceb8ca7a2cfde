// Who was told what, and as of when that is all.

import { type Bundle, events } from "./bundle";
import type { Obj } from "./json";
import { size } from "./note";

const TOLD: Record<string, string> = {
  "consent.granted": "agreed to what was shown by ",
  "consent.imported": "agreed to what was shown by ",
  "lead.sold": "sold to ",
  "lead.returned": "given back by ",
  "revocation.sent": "told to ",
  "revocation.acked": "confirmed by ",
  "revocation.overdue": "not confirmed in time by ",
  "access.exported": "shown to ",
  "erasure.sent": "to be erased, told to ",
  "erasure.acked": "erased by ",
};

const HAPPENED: Record<string, string> = {
  "consent.revoked": "the person withdrew",
  "evidence.attached": "a file was kept with it",
  "evidence.verified": "a certificate was found good by its issuer",
  "check.failed": "something about it was found wrong",
  "data.erased": "the person was erased here",
};

export function story(bundle: Bundle): string[] {
  const parties = bundle.canonical("parties.json");
  const lines: string[] = [];
  for (const consent of bundle.consents()) {
    lines.push("consent " + consent.text("id"));
    for (const event of events(consent)) {
      const leaf = bundle.leaf(event);
      const seq = String(event.number("seq")).padStart(4) + "  ";
      lines.push(seq + (leaf === null ? "withheld" : leaf.text("at") + "  " + leaf.text("type").padEnd(20) + told(leaf, parties)));
    }
  }
  const seen = bundle.cosigned.length === 0 ? "at no time that a witness vouches for" : "seen " + bundle.cosigned.join(", ");
  lines.push("as of the log's first " + size(bundle.checkpoint) + " events, " + seen);
  return lines;
}

function told(leaf: Obj, parties: Obj): string {
  const fields = leaf.objectOrEmpty("fields");
  let who = "a party not named";
  for (const field of ["seller", "buyer_id", "buyer", "party"]) {
    const id = fields.get(field);
    const name = typeof id === "string" ? parties.get(id) : undefined;
    if (typeof name === "string") who = name;
  }
  const buyer = fields.get("buyer_name");
  if (typeof buyer === "string") who = buyer;
  const type = leaf.text("type");
  if (Object.hasOwn(HAPPENED, type)) return " " + HAPPENED[type];
  return Object.hasOwn(TOLD, type) ? " " + TOLD[type] + who : "";
}
