import { describe, expect, test } from "vitest";
import { continues, rootOf, nodesOf, tilePath } from "../src/compliance/consistency";
import { named, target } from "../src/compliance/identity";
import { rowsOf } from "../src/compliance/rows";
import { thinned } from "../src/compliance/seen";
import { story, uuidOf, type Trail } from "../src/compliance/story";
import { base64, concat, equal, leafHash, sha256, utf8 } from "../src/verify/bytes";

describe("a person is named as people write", () => {
  test.each([
    ["ada@example.com", { email: "ada@example.com" }],
    ["  (213) 555-0171 ", { phone: "+12135550171" }],
    ["1-213-555-0171", { phone: "+12135550171" }],
    ["+49 30 901820", { phone: "+4930901820" }],
    ["0049 30 901820", { phone: "+4930901820" }],
    ["lead_01k9x3v7q2e8dt4n6b5m0gj1hc", { id: "lead_01k9x3v7q2e8dt4n6b5m0gj1hc" }],
    ["555-0171", undefined],
    ["Ada Lovelace", undefined],
    ["<script>alert(1)</script>", undefined],
    ["", undefined],
  ])("%s", (text, wanted) => expect(named(text)).toEqual(wanted));

  test("and told to the API by what it is", () => {
    expect(target("sub_01k9x3v7q2e8dt4n6b5m0gj1hc")).toEqual({ subject: "sub_01k9x3v7q2e8dt4n6b5m0gj1hc" });
    expect(target("cns_01k9x3v7q2e8dt4n6b5m0gj1hc")).toEqual({ consent: "cns_01k9x3v7q2e8dt4n6b5m0gj1hc" });
    expect(target("ada@example.com")).toEqual({ person: { email: "ada@example.com" } });
    expect(target("nobody")).toBeUndefined();
  });

  test("a number or an address in each line", () => {
    expect(rowsOf("(213) 555-0171\r\n\nada@example.com\nnonsense\nbad @ address")).toEqual([
      { phone: "+12135550171" },
      { email: "ada@example.com" },
      { phone: "nonsense" },
      { email: "bad @ address" },
    ]);
    expect(rowsOf("x\n".repeat(5000))).toHaveLength(1000);
  });
});

describe("the story of a lead", () => {
  const trail = {
    lead: { id: "lead_1", seller: { id: "pty_1", name: "X Education" }, source: "s1", subs: ["a"], received_at: "2026-11-01T10:01:00Z" },
    consent: {
      log: [
        { seq: 0, type: "consent.granted", at: "2026-11-01T10:00:00Z", leaf: "{}", leaf_hash: "" },
        { seq: 1, type: "lead.sold", at: "2026-11-02T10:00:00Z", leaf: "{}", leaf_hash: "" },
        { seq: 2, type: "consent.revoked", at: "2026-11-04T10:00:00Z", leaf: '{"fields":{"channel":"sms"}}', leaf_hash: "" },
        { seq: 3, type: "something.new", at: "2026-11-05T10:00:00Z", leaf: "no JSON", leaf_hash: "" },
      ],
    },
    sales: [{ id: "sal_1", buyer: { id: "pty_2", name: "Northfield" }, sold_at: "2026-11-02T10:00:00Z", rule_set: "us@1", exclusive: true }],
    accesses: [{ at: "2026-11-03T10:00:00Z", party: { id: "pty_2", name: "Northfield" }, actor: "usr_1", action: "contact.revealed", purpose: "call", request_id: null }],
    deliveries: [{ id: "dlv_1", party: { id: "pty_2", name: "Northfield" }, type: "lead.purchased", at: "2026-11-02T10:00:01Z", state: "dead", attempts: 9 }],
    revocations: [],
  } as unknown as Trail;

  test("has everything once, the newest first", () => {
    expect(story(trail).map((one) => one.what)).toEqual([
      "something.new",
      "consent.revoked",
      "contact.revealed",
      "lead.purchased",
      "soldAlone",
      "received",
      "consent.granted",
    ]);
  });

  test("names who the log knows by its id", () => {
    expect(uuidOf("pty_01m81e00cqfm397evftxzcrhdf")).toBe("01a202e0-0197-7d06-93bb-6fd77ecc45af");
    const told = { seq: 4, type: "revocation.sent", at: "2026-11-06T10:00:00Z", leaf: '{"fields":{"party":"01a202e0-0197-7d06-93bb-6fd77ecc45af"}}', leaf_hash: "" };
    const seller = { id: "pty_01m81e00cqfm397evftxzcrhdf", name: "X Education" };
    const [first] = story({ ...trail, lead: { ...trail.lead, seller }, consent: { ...trail.consent, log: [...trail.consent.log, told] } } as Trail);
    expect(first).toMatchObject({ what: "revocation.sent", party: "X Education", kind: "revocation" });
  });

  test("says how a withdrawal came, and what was given up", () => {
    const [, revoked, revealed, told] = story(trail);
    expect(revoked).toMatchObject({ kind: "revocation", tone: "bad", detail: "sms" });
    expect(revealed).toMatchObject({ party: "Northfield", purpose: "call", actor: "usr_1" });
    expect(told).toMatchObject({ tone: "bad", detail: "dead" });
  });
});

describe("a log that only grows", () => {
  const leaves = async (n: number, salt = "") => Promise.all(Array.from({ length: n }, (_, i) => leafHash(utf8(salt + i))));
  /** As RFC 6962 defines it, apart from the code under test. */
  const rfc = async (all: Uint8Array[]): Promise<Uint8Array> => {
    if (all.length === 0) return sha256();
    if (all.length === 1) return all[0] as Uint8Array;
    let k = 1;
    while (k * 2 < all.length) k *= 2;
    return sha256(Uint8Array.of(1), await rfc(all.slice(0, k)), await rfc(all.slice(k)));
  };
  const note = async (all: Uint8Array[], name = "log.example") => `${name}\n${all.length}\n${base64(await rfc(all))}\n\n\u2014 x y\n`;
  const tilesOf = (all: Uint8Array[]) => {
    const asked: string[] = [];
    const fetch = async (level: number, n: number, width: number) => {
      asked.push(tilePath(level, n, width));
      const span = 256 ** level;
      const rows = await Promise.all(
        Array.from({ length: width }, (_, i) => rfc(all.slice((n * 256 + i) * span, (n * 256 + i + 1) * span))),
      );
      return concat(...rows);
    };
    return { asked, fetch };
  };

  test("tiles are where C2SP says", () => {
    expect(tilePath(0, 0, 256)).toBe("/log/tile/0/000");
    expect(tilePath(1, 1234067, 256)).toBe("/log/tile/1/x001/x234/067");
    expect(tilePath(0, 273, 17)).toBe("/log/tile/0/273.p/17");
  });

  test.each([
    [0, 1],
    [1, 1],
    [1, 2],
    [3, 7],
    [256, 257],
    [255, 600],
    [512, 770],
    [700, 700],
  ])("of %i events is the beginning of one of %i", async (m, n) => {
    const all = await leaves(n);
    const { fetch, asked } = tilesOf(all);
    expect(await continues(await note(all.slice(0, m)), await note(all), fetch)).toEqual({ holds: true, grown: n - m });
    expect(new Set(asked).size).toBe(asked.length);
  });

  test("the root over a split range is the root", async () => {
    const all = await leaves(300);
    const node = nodesOf(300, tilesOf(all).fetch);
    expect(equal(await rootOf(300, 123, node), await rfc(all))).toBe(true);
  });

  test("another history, a shorter one, another log are found out", async () => {
    const all = await leaves(40);
    const other = await leaves(40, "forged ");
    const { fetch } = tilesOf(all);
    const why = async (first: string, second: string) => ((await continues(first, second, fetch)) as { why?: string }).why;
    expect(await why(await note(other.slice(0, 20)), await note(all))).toBe("first");
    expect(await why(await note(all.slice(0, 20)), await note([...all.slice(0, 39), other[39] as Uint8Array]))).toBe("second");
    expect(await why(await note(all), await note(all.slice(0, 20)))).toBe("older");
    expect(await why(await note(all.slice(0, 20), "another"), await note(all))).toBe("other-log");
  });

  test("the oldest checkpoint stays when many are kept", () => {
    const all = Array.from({ length: 30 }, (_, i) => ({ note: String(i), size: 30 - i, at: "" }));
    const kept = thinned(all);
    expect(kept).toHaveLength(20);
    expect(kept.at(-1)?.size).toBe(1);
    expect(kept[0]?.size).toBe(30);
  });
});
