// What was agreed to: the chain of events, the values they commit to, the words, the law, and what was kept with it.

import { type Bundle, events, first, openingsOf, rulesOf } from "./bundle";
import { base64, concat, hex, Outcome, require, sha256, Stop, unbase64, utf8 } from "./bytes";
import { Obj, read } from "./json";
import { instant, lacks } from "./law";

export function chain(bundle: Bundle): string {
  const said: string[] = [];
  let hidden = 0;
  for (const consent of bundle.consents()) {
    let seq = 0;
    let before: Obj | null = null;
    for (const event of events(consent)) {
      require(event.number("seq") === seq, "events are missing");
      require(before === null || before.number("index") < event.number("index"), "events out of order");
      const leaf = bundle.leaf(event);
      if (leaf === null) {
        hidden++;
      } else {
        const its = leaf.number("v") === 1 && leaf.number("seq") === seq && leaf.text("consent") === consent.text("id");
        require(its, "an event of something else");
        const prev = leaf.get("prev") ?? null;
        require(prev === (before === null ? null : before.text("hash")), "an event does not follow the one before");
        require(seq > 0 || ["consent.granted", "consent.imported"].includes(leaf.text("type")), "the first event is no grant");
      }
      before = event;
      seq++;
    }
    require(seq > 0, "a consent without events");
    said.push(seq + " events of " + consent.text("id"));
  }
  if (hidden > 0) throw new Stop(Outcome.Skipped, said.join(", ") + "; of " + hidden + " only the hash was given");
  return said.join(", ") + ", from the grant on and none left out";
}

export async function openings(bundle: Bundle): Promise<string> {
  let matching = 0;
  const closed: string[] = [];
  let erased = false;
  for (const consent of bundle.consents()) {
    const given = givenOpenings(bundle, consent);
    for (const event of events(consent)) {
      const leaf = bundle.leaf(event);
      if (leaf === null) continue;
      if (leaf.text("type") === "data.erased") erased = true;
      const commitments = leaf.objectOrEmpty("commitments");
      for (const field of commitments.names()) {
        const key = event.number("seq") + " " + field;
        const opening = given.get(key);
        given.delete(key);
        if (opening === undefined) {
          closed.push(field);
          continue;
        }
        require((await commitment(opening)) === commitments.text(field), field + ": is not what was logged");
        bundle.opened.set(consent.text("id") + " " + key, opening);
        matching++;
      }
    }
    require(given.size === 0, "values that were never logged");
  }
  if (closed.length > 0) throw new Stop(Outcome.Skipped, matching + " values are those logged; not opened: " + closed.join(", ") + (erased ? "; the person was erased since" : ""));
  return matching + " values are those logged";
}

function givenOpenings(bundle: Bundle, consent: Obj): Map<string, Obj> {
  const given = new Map<string, Obj>();
  const name = openingsOf(consent);
  if (!bundle.has(name)) return given;
  const openings = bundle.canonical(name);
  require(openings.hasOnly("consent openings") && openings.text("consent") === consent.text("id"), "openings of something else");
  for (const opening of openings.objects("openings")) {
    require(opening.hasOnly("field salt seq value"), "not an opening");
    const key = opening.number("seq") + " " + opening.text("field");
    require(!given.has(key), "a value opened twice");
    given.set(key, opening);
  }
  return given;
}

/** HMAC-SHA-256 of the value, keyed by its salt. */
async function commitment(opening: Obj): Promise<string> {
  const salt = unbase64(opening.text("salt"));
  require(salt.length === 32, "a salt of another length");
  const key = await crypto.subtle.importKey("raw", salt, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const message = utf8("consent-event/1\0" + opening.text("field") + "\0" + opening.text("value"));
  const mac = base64(new Uint8Array(await crypto.subtle.sign("HMAC", key, concat(message))));
  return mac.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export async function notices(bundle: Bundle): Promise<string> {
  const named = new Set<string>();
  const notices = bundle.manifest.object("notices");
  for (const consent of bundle.consents()) {
    const granted = first(events(consent));
    const grant = bundle.leaf(granted);
    require(grant !== null, "the grant is withheld");
    const hash = grant.object("fields").text("notice");
    require(notices.has(hash), "the words shown are not there");
    require(notices.number(hash) < granted.number("index"), "the words were logged after the grant");
    named.add(hash);
  }
  require(notices.hasOnly([...named].sort().join(" ")), "words that nobody was shown");
  for (const hash of named) {
    const published = bundle.leafAt(notices.number(hash));
    require(published.text("type") === "notice.published" && published.text("notice") === hash, "not the event of these words");
    require(hex(await sha256(bundle.file("notices/" + hash + ".txt"))) === hash, "other words than were logged");
  }
  return named.size + " text(s), word for word as logged before the grant";
}

/** The rules are those the log knows by their digest, published before the first event that names them. */
export async function rules(bundle: Bundle): Promise<string> {
  const rules = bundle.manifest.object("rules");
  const named = new Set<string>();
  for (const consent of bundle.consents()) {
    for (const listed of events(consent)) {
      const fields = bundle.leaf(listed)?.objectOrEmpty("fields") ?? new Obj();
      if (!fields.has("rule_set") || !rules.has(fields.text("rule_set"))) continue;
      const name = fields.text("rule_set");
      named.add(name);
      require(rules.number(name) < listed.number("index"), name + ": were logged after they were used");
      require(hex(await sha256(bundle.file(rulesOf(name)))) === fields.get("rules"), name + ": other rules than those judged by");
    }
  }
  require(rules.names().join(" ") === [...named].sort().join(" "), "rules that nobody was judged by");
  for (const name of named) {
    const published = bundle.leafAt(rules.number(name));
    const body = bundle.canonical(rulesOf(name));
    require(published.text("type") === "rules.published" && published.text("rule_set") === name, "not the event of these rules");
    require(hex(await sha256(bundle.file(rulesOf(name)))) === published.text("rules"), "other rules than were logged");
    require(name === body.text("code") + "@" + body.number("version"), "rules of another name");
  }
  return named.size + " rule set(s), letter for letter as logged before the verdict";
}

export function verdicts(bundle: Bundle): string {
  const said: string[] = [];
  const unsaid: string[] = [];
  for (const consent of bundle.consents()) {
    const before: Obj[] = [];
    for (const listed of events(consent)) {
      const event = bundle.leaf(listed);
      if (event === null) continue;
      if (event.text("type") === "lead.sold") {
        const fields = event.object("fields");
        const reference = fields.text("rule_set");
        const buyer = fields.get("buyer_name");
        if (!bundle.has(rulesOf(reference)) || buyer === undefined) {
          unsaid.push("no rules " + reference + " or no name of the buyer");
        } else {
          if (typeof buyer !== "string") throw new Error("no name");
          const body = Obj.of(read(bundle.text(rulesOf(reference))));
          const words = bundle.text("notices/" + first(before).object("fields").text("notice") + ".txt");
          const lacking = lacks(before, words, instant(event.text("at")), body, buyer);
          const sale = buyer + " as " + reference + " asks (" + body.text("source") + ")";
          require(lacking === null, "not sold to " + sale + ": " + lacking);
          said.push("sold to " + sale);
        }
      }
      before.push(event);
    }
  }
  if (unsaid.length > 0) throw new Stop(Outcome.Skipped, unsaid.join("; "));
  return said.length === 0 ? "nothing was sold" : said.join("; ");
}

/** Files that were attached: the digest of each is a value that was logged, so openings come first. */
export async function evidence(bundle: Bundle): Promise<string> {
  const logged = new Set<string>();
  let missing = 0;
  for (const consent of bundle.consents()) {
    for (const event of events(consent)) {
      const leaf = bundle.leaf(event);
      if (leaf === null || leaf.text("type") !== "evidence.attached") continue;
      const opening = bundle.opened.get(consent.text("id") + " " + event.number("seq") + " sha256");
      const name = opening === undefined ? "" : "evidence/" + opening.text("value");
      if (bundle.has(name)) logged.add(name);
      else missing++;
    }
  }
  for (const name of bundle.names()) {
    if (!name.startsWith("evidence/")) continue;
    require(logged.has(name), "a file that nobody attached");
    require(name === "evidence/" + hex(await sha256(bundle.file(name))), "another file than was attached");
  }
  if (missing > 0) throw new Stop(Outcome.Skipped, logged.size + " file(s) as attached; not enclosed: " + missing);
  return logged.size === 0 ? "none was attached" : logged.size + " file(s) as attached";
}
