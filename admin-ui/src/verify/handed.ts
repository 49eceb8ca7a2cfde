// What was handed in and what is handed out: sellers' signatures, and receipts in the words of three standards.

import { type Bundle, events, first, RECEIPTS, receiptOf, submissionOf } from "./bundle";
import { concat, hex, present, require, sha256, unbase64, utf8 } from "./bytes";
import type { Obj } from "./json";
import { instant } from "./law";
import { ed25519 } from "./note";

/** Where the seller signed what it handed in: by a key that the log knew before the grant. */
export async function submitted(bundle: Bundle): Promise<string> {
  const keys = bundle.manifest.object("submissions");
  const named = new Set<string>();
  const said = new Set<string>();
  for (const consent of bundle.consents()) {
    const granted = first(events(consent));
    const fields = bundle.leaf(granted)?.object("fields");
    if (fields === undefined || !fields.has("submission")) continue;
    const hash = fields.text("submission");
    require(keys.has(hash), "what the seller signed is not there");
    named.add(hash);
    const submission = bundle.canonical(submissionOf(hash));
    require(hex(await sha256(bundle.file(submissionOf(hash)))) === hash, "another submission than was logged");
    const key = bundle.leafAt(keys.number(hash));
    const known = key.text("type") === "key.registered" && keys.number(hash) < granted.number("index");
    require(known, "a key that was not known yet");
    const seller = fields.text("seller");
    require(seller === submission.text("seller") && seller === key.text("party"), "signed by somebody else than the seller");
    const same = submission.text("key") === key.text("key") && submission.text("public_key") === key.text("public_key");
    require(same, "signed with another key");
    const bare = unbase64(key.text("public_key"));
    require(bare.length === 32, "not a key");
    const signature = unbase64(submission.text("signature"));
    require(await ed25519(concat(bare), utf8(submission.text("signed")), signature), "a forged signature of the seller");
    said.add("signed by the seller's key " + key.text("key"));
  }
  require(keys.names().join(" ") === [...named].sort().join(" "), "submissions that belong to nobody");
  return said.size === 0 ? "no seller signed" : [...said].join("; ");
}

/** The receipts say what was logged: whose, when, on which words, and how it ended. */
export function receipts(bundle: Bundle): string {
  let n = 0;
  for (const consent of bundle.consents()) {
    const granted = first(events(consent));
    const grant = bundle.leaf(granted);
    if (grant === null) continue;
    const fields = grant.object("fields");
    for (const format of RECEIPTS) {
      const proof = bundle.canonical(receiptOf(consent, format)).object("proof");
      const its = proof.hasOnly("consent hash index notice") && proof.number("index") === granted.number("index");
      require(its, "a receipt of another event");
      says(consent.text("id"), proof.text("consent"));
      says(granted.text("hash"), proof.text("hash"));
      says(fields.text("notice"), proof.text("notice"));
      n++;
    }
    compare(bundle, consent, fields, times(bundle, consent, fields));
  }
  return n + " receipts say what was logged";
}

function compare(bundle: Bundle, consent: Obj, fields: Obj, times: string): void {
  const id = consent.text("id");
  const notice = "urn:sha256:" + fields.text("notice");
  const person = principal(bundle, id);
  const iso = bundle.canonical(receiptOf(consent, RECEIPTS[0]));
  says(id, iso.text("record_id"));
  says(person, iso.text("pii_principal_id"));
  says(notice, iso.text("privacy_notice"));
  says(fields.text("language"), iso.text("language"));
  says(fields.text("seller"), present(iso.objects("party_identification")[0]).text("party_id"));
  says(times, iso.objects("event").map((event) => event.text("event_time")).join(" "));
  const kantara = bundle.canonical(receiptOf(consent, RECEIPTS[1]));
  says(id, kantara.text("consentReceiptID"));
  says(person, kantara.text("piiPrincipalId"));
  says(notice, kantara.text("policyUrl"));
  says(fields.text("language"), kantara.text("language"));
  says(String(instant(fields.text("granted_at"))[0]), String(kantara.number("consentTimestamp")));
  const dpv = bundle.canonical(receiptOf(consent, RECEIPTS[2]));
  const record = dpv.object("dpv:hasRecordOfActivity");
  says(first(events(consent)).text("hash"), dpv.text("dct:identifier"));
  says(id, record.text("dct:identifier"));
  says(person, record.object("dpv:hasDataSubject").text("dct:identifier"));
  says(notice, record.object("dpv:hasNotice").text("dct:identifier"));
  says(times, record.objects("dpv:hasConsentStatus").map((status) => status.text("dct:date")).join(" "));
}

/** When it was given, and when withdrawn. */
function times(bundle: Bundle, consent: Obj, fields: Obj): string {
  const ended = events(consent)
    .map((event) => bundle.leaf(event))
    .filter((leaf) => leaf?.text("type") === "consent.revoked")
    .map((leaf) => present(leaf).text("at"));
  return [fields.text("granted_at"), ...ended].join(" ");
}

/** By the number that was opened, or else the address. */
function principal(bundle: Bundle, consent: string): string {
  const opening = bundle.opened.get(consent + " 0 phone") ?? bundle.opened.get(consent + " 0 email");
  return opening === undefined ? "not disclosed" : opening.text("value");
}

function says(logged: string, said: string): void {
  require(said === logged, "a receipt says something else than was logged");
}
