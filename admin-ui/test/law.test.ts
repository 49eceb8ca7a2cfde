import { expect, test } from "vitest";
import { Obj, read } from "../src/verify/json";
import { instant, lacks } from "../src/verify/law";

const WORDS = "Northfield\u00a0College may  CALL me. My consent is not a condition of any purchase.";

function judged(rules: object, { grant = {}, at = "2026-11-01T13:00:00Z", later = [] as object[] } = {}): string | null {
  const fields = { granted_at: "2026-01-31T12:00:00.5Z", channels: ["call", "sms"], ...grant };
  const events = [{ type: "consent.granted", fields, commitments: { phone: "x", "certificate.0": "y" } }, ...later];
  const body = { effective_from: "2020-01-01", ...rules };
  return lacks(
    events.map((event) => Obj.of(read(JSON.stringify(event)))),
    WORDS,
    instant(at),
    Obj.of(read(JSON.stringify(body))),
    "northfield college",
  );
}

test("what covers a sale, and what does not", () => {
  expect(judged({ buyer_named: true, channels_any: ["call"], channels_all: ["call", "sms"], requires: ["phone", "certificate"] })).toBeNull();
  expect(judged({}, { at: "2026-01-31T12:00:00.4Z" })).toBe("granted later");
  expect(judged({}, { later: [{ type: "consent.revoked" }] })).toBe("withdrawn");
  expect(judged({}, { grant: { withdrawn_since: true } })).toBe("withdrawn since");
  expect(judged({}, { grant: { expires_at: "2026-11-01T13:00:00Z" } })).toBe("expired");
  expect(judged({ effective_from: "2026-11-02" })).toBe("rules that were not in force");
  expect(judged({ moon: "full" })).toBe("something this verifier does not know: moon");
  expect(judged({ channels_any: ["email", "prerecorded"] })).toBe("none of the channels [email, prerecorded]");
  expect(judged({ channels_all: ["call", "email"] })).toBe("not every channel");
  expect(judged({ requires: ["name"] })).toBe("no name");
  expect(judged({ requires_any: [{ code: "signature", any_of: ["act", "page"] }] })).toBe("no signature");
  expect(judged({ requires_any: [{ code: "signature", any_of: ["act", "certificate"] }] })).toBeNull();
  expect(judged({ phrases: [{ code: "price", any_of: ["free of charge"] }] })).toBe("the words lack price");
  expect(judged({ phrases: [{ code: "automated", any_of: ["autodial"], channels: ["autodialed"] }] })).toBeNull();
  expect(judged({ phrases: [{ code: "automated", any_of: ["autodial"], channels: ["call", "sms"] }] })).toBe("the words lack automated");
});

test("one buyer, where the rules say so", () => {
  const sold = (name: string) => ({ later: [{ type: "lead.sold", fields: { buyer_name: name } }] });
  expect(judged({ one_to_one: true }, sold("Harbor Institute"))).toBe("one buyer only, and another has it");
  expect(judged({ one_to_one: true }, sold("northfield college"))).toBeNull();
  expect(judged({ one_to_one: false }, sold("Harbor Institute"))).toBeNull();
});

test("ages are counted by the calendar", () => {
  expect(judged({ age_max: "P1M" }, { at: "2026-02-28T12:00:00.4Z" })).toBeNull();
  expect(judged({ age_max: "P1M" }, { at: "2026-02-28T12:00:00.5Z" })).toBe("too old");
  expect(judged({ age_max: "P9M1D" }, { at: "2026-11-01T12:00:00Z" })).toBeNull();
  expect(judged({ age_max: "P9M1D" }, { at: "2026-11-01T13:00:00Z" })).toBe("too old");
  expect(judged({ age_max: "P2W" }, { at: "2026-02-14T12:00:00Z" })).toBeNull();
  expect(() => judged({ age_max: "1 year" })).toThrow();
});
