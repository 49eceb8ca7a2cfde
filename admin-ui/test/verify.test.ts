import { expect, test } from "vitest";
import { type Bytes, concat, hex, sha256, utf8 } from "../src/verify/bytes";
import { type Report, printed, verify } from "../src/verify/verify";
import { type Files, names, readZip, writeZip } from "../src/verify/zip";
import { bytes, text } from "./examples";

const policy = text("policy.txt");
const sold = bytes("sold.consent-proof.zip");
const revoked = bytes("revoked.consent-proof.zip");

function checked(zip: Bytes, newest: Bytes | null = null, checkpoint: string | null = null): Promise<Report> {
  return verify(zip, { policy, newest, checkpoint });
}

test("it says what the Java verifier says, word for word", async () => {
  expect(printed(await checked(sold))).toBe(text("sold.txt"));
  expect(printed(await checked(revoked))).toBe(text("revoked.txt"));
  expect(printed(await verify(revoked, { policy: null, newest: null, checkpoint: null }))).toBe(text("unpinned.txt"));
  expect(printed(await checked(sold, revoked))).toBe(text("sold-newest.txt"));
  expect(printed(await checked(sold, null, text("checkpoint.txt")))).toBe(text("sold-checkpoint.txt"));
  expect(printed(await checked(revoked, sold))).toBe(text("revoked-older.txt"));
  expect((await checked(sold, sold)).exit).toBe(0);
});

test("a key that is not the log's is not trusted", async () => {
  const other = "consent.example.com/1+ac6398a8+AU6RubH/0pF4NHaRVqmJIhHeYLerZvcv84RR2/kN6tBE";
  for (const wrong of [`log ${other}\nquorum none\n`, "", policy.replace("quorum w1\n", "")]) {
    expect((await verify(sold, { policy: wrong, newest: null, checkpoint: null })).exit).toBe(1);
  }
});

/** As in ExamplesTest.java. */
class Lcg {
  constructor(private state: number) {}

  next(bound: number): number {
    this.state = (Math.imul(this.state, 1103515245) + 12345) & 0x7fffffff;
    return (this.state >>> 8) % bound;
  }

  flip(bytes: Bytes): void {
    const bit = this.next(bytes.length * 8);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit % 8));
  }
}

async function agree(files: Files, name: string, was: Bytes): Promise<void> {
  const listed = async (content: Bytes) => `"${name}":"${hex(await sha256(content))}"`;
  const manifest = new TextDecoder("utf-8", { ignoreBOM: true }).decode(files.get("manifest.json"));
  files.set("manifest.json", utf8(manifest.replace(await listed(was), await listed(concat(files.get(name) ?? was)))));
}

test("every changed bit has the verdict that the Java verifier gave", async () => {
  const files = readZip(revoked);
  const random = new Lcg(7);
  const expected = text("flips.txt").trim().split("\n");
  expect(expected.length).toBe(2000);
  for (const [i, verdict] of expected.entries()) {
    let changed: Bytes;
    let what = "archive";
    if (i % 4 === 0) {
      changed = revoked.slice();
      random.flip(changed);
    } else {
      const name = names(files)[random.next(files.size)] ?? "";
      what = name;
      const was = files.get(name) ?? new Uint8Array();
      const content = was.slice();
      random.flip(content);
      const forged = new Map(files).set(name, content);
      if (name !== "manifest.json") await agree(forged, name, was);
      changed = writeZip(forged);
    }
    const report = await checked(changed);
    const outcomes = report.lines.map((line) => line.outcome.charAt(0)).join("");
    expect(`${i} ${what}: ${report.exit} ${outcomes}`).toBe(`${i} ${what}: ${verdict}`);
  }
});
