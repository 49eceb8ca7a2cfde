// The files of one .consent-proof.zip, and what its manifest says they are.

import { type Bytes, decoded, equal, hex, present, require, sha256, utf8 } from "./bytes";
import { Obj, read, write } from "./json";
import { type Files, names, readZip, writeZip } from "./zip";

export class Bundle {
  manifest = new Obj();
  checkpoint = "";
  /** Entries of the log that were found in it. */
  readonly leaves = new Set<number>();
  /** Values whose commitments matched, by consent, number of the event and field. */
  readonly opened = new Map<string, Obj>();
  readonly cosigned: string[] = [];
  private files: Files = new Map();

  async open(zip: Bytes): Promise<string> {
    this.files = readZip(zip);
    require(equal(zip, writeZip(this.files)), "the archive has bytes that belong to no file");
    this.manifest = this.canonical("manifest.json");
    require(this.manifest.hasOnly("consents files format notices rules submissions"), "an unknown manifest");
    require(this.manifest.get("format") === "galena-consent-proof/1", "an unknown format");
    const listed = this.manifest.object("files");
    const there = this.names().filter((name) => name !== "manifest.json");
    require(same(listed.names(), there), "the manifest lists other files than there are");
    for (const name of there) {
      require(hex(await sha256(this.file(name))) === listed.get(name), name + ": was changed");
    }
    require(same([...this.expected(there)].sort(), there), "a file nobody asks for, or one too few");
    const parties = this.canonical("parties.json");
    for (const id of parties.names()) parties.text(id);
    return this.files.size + " files, as the manifest lists them";
  }

  private expected(there: string[]): Set<string> {
    const expected = new Set(["policy.txt", "parties.json"]);
    for (const consent of this.consents()) {
      const openings = openingsOf(consent);
      if (there.includes(openings)) expected.add(openings);
      if (!withheld(first(events(consent)))) for (const format of RECEIPTS) expected.add(receiptOf(consent, format));
      for (const event of events(consent)) {
        if (!withheld(event)) expected.add(entryAt(event.number("index")));
        expected.add(proofOf(event.number("index")));
      }
    }
    for (const hash of this.manifest.object("notices").names()) expected.add("notices/" + hash + ".txt");
    for (const name of this.manifest.object("rules").names()) expected.add(rulesOf(name));
    for (const hash of this.manifest.object("submissions").names()) expected.add(submissionOf(hash));
    for (const index of this.published()) {
      expected.add(entryAt(index));
      expected.add(proofOf(index));
    }
    for (const name of there) if (name.startsWith("evidence/")) expected.add(name);
    return expected;
  }

  /** Where the words, the rules and the sellers' keys were published. */
  published(): number[] {
    return ["notices", "rules", "submissions"].flatMap((member) => {
      const published = this.manifest.object(member);
      return published.names().map((name) => published.number(name));
    });
  }

  names(): string[] {
    return names(this.files);
  }

  has(name: string): boolean {
    return this.files.has(name);
  }

  file(name: string): Bytes {
    const file = this.files.get(name);
    require(file !== undefined, name + ": is missing");
    return file;
  }

  text(name: string): string {
    const text = decoded(this.file(name));
    require(equal(utf8(text), this.file(name)), name + ": is not UTF-8");
    return text;
  }

  canonical(name: string): Obj {
    const value = read(this.text(name));
    require(write(value) === this.text(name), name + ": is not written canonically");
    return Obj.of(value);
  }

  consents(): Obj[] {
    return this.manifest.objects("consents");
  }

  leafAt(index: number): Obj {
    require(this.leaves.has(index), "an event is missing");
    return this.canonical(entryAt(index));
  }

  /** Null where it is withheld. */
  leaf(event: Obj): Obj | null {
    return withheld(event) ? null : this.leafAt(event.number("index"));
  }
}

export function events(consent: Obj): Obj[] {
  const events = consent.objects("events");
  for (const event of events) require(event.hasOnly("hash index seq withheld"), "an unknown event");
  return events;
}

export function withheld(event: Obj): boolean {
  const withheld = event.get("withheld");
  if (typeof withheld !== "boolean") throw new Error("neither true nor false");
  return withheld;
}

export function entryAt(index: number): string {
  return "events/" + index + ".json";
}

export function proofOf(index: number): string {
  return "events/" + index + ".tlog-proof";
}

export function openingsOf(consent: Obj): string {
  return "openings/" + consent.text("id") + ".json";
}

export function rulesOf(reference: string): string {
  return "rules/" + reference + ".json";
}

export function submissionOf(hash: string): string {
  return "submissions/" + hash + ".json";
}

/** Of ISO/IEC TS 27560, Kantara CR 1.1 and DPV. */
export const RECEIPTS = [".iso27560.json", ".kantara.json", ".dpv.jsonld"] as const;

export function receiptOf(consent: Obj, format: string): string {
  return "receipts/" + consent.text("id") + format;
}

export function first(events: Obj[]): Obj {
  return present(events[0]);
}

function same(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
