import { describe, expect, it } from "vitest";
import { conditions, differences, drafted, rates, read, verdict } from "../src/operator/draft.ts";
import { current, draftOf, keyOf, perLead, termsOf, type Plan } from "../src/operator/plan.ts";
import { jobState, queueTone, troubles, type Job, type System } from "../src/operator/health.ts";

const AT = "2026-11-20T12:00:00Z";
const ago = (seconds: number) => new Date(Date.parse(AT) - seconds * 1000).toISOString();

const job = (more: Partial<Job> = {}): Job => ({
  name: "fold-deltas",
  does: "Folds",
  every: "PT2S",
  running_since: null,
  last_at: ago(1),
  took_ms: 4,
  runs: 100,
  failures: 0,
  failed_in_a_row: 0,
  last_failure: null,
  ...more,
});

const system = (more: Partial<System> = {}): System => ({
  at: AT,
  process: { version: "1", built_at: null, java: "25", started_at: ago(3600), uptime: "PT1H", processors: 2, memory: 1, memory_max: 2 },
  database: { version: "18.6", bytes: 1, connections: 10, connections_max: 100, oldest_transaction: null, migrations: [] },
  jobs: [job()],
  recurring: [{ name: "subscriptions", done_until: ago(90), due_at: ago(30), failing: null }],
  queues: [{ name: "events", waiting: 3, more: false, since: ago(20) }],
  log: { part: "sequencing", size: 1, signed_at: ago(1), newest_event: ago(2), beat_at: ago(1), witnessed: null, audit: { at: ago(60), findings: 0 } },
  disk: { free: 50, total: 100 },
  keys: [],
  ...more,
});

describe("what needs attention", () => {
  it("is nothing where all is well", () => {
    expect(troubles(system())).toEqual([]);
    expect(troubles(system({ disk: null, log: { ...system().log, part: "following", beat_at: null, audit: null } }))).toEqual([]);
  });

  it("is a job that fails, the worse the more often", () => {
    expect(troubles(system({ jobs: [job({ failed_in_a_row: 1 })] }))).toEqual([{ what: "job", name: "fold-deltas", tone: "warn" }]);
    expect(troubles(system({ jobs: [job({ failed_in_a_row: 3 })] }))).toEqual([{ what: "job", name: "fold-deltas", tone: "bad" }]);
  });

  it("is a job that does not come back, whether it rests or runs", () => {
    expect(jobState(job({ last_at: ago(63) }), system())).toBe("resting");
    expect(jobState(job({ last_at: ago(65) }), system())).toBe("late");
    expect(jobState(job({ last_at: ago(100), took_ms: 90_000 }), system())).toBe("resting");
    expect(jobState(job({ last_at: null, every: "PT6H" }), system())).toBe("resting");
    expect(jobState(job({ last_at: null }), system())).toBe("late");
    expect(jobState(job({ running_since: ago(899) }), system())).toBe("running");
    expect(jobState(job({ running_since: ago(901) }), system())).toBe("long");
  });

  it("is what waits for long, by since when it could have been done", () => {
    expect([null, ago(299), ago(301), ago(3601)].map((since) => queueTone(since, AT))).toEqual(["good", "good", "warn", "bad"]);
  });

  it("names the worst first", () => {
    const found = troubles(
      system({
        queues: [{ name: "mails", waiting: 1, more: false, since: ago(400) }],
        recurring: [
          { name: "a", done_until: null, due_at: null, failing: { at: AT, kind: "PgException 57014" } },
          { name: "b", done_until: ago(900), due_at: ago(301), failing: null },
        ],
        log: { ...system().log, beat_at: ago(31), audit: { at: AT, findings: 2 } },
        disk: { free: 9, total: 100 },
        database: { ...system().database, connections: 91, oldest_transaction: ago(301) },
      }),
    );
    expect(found.map((one) => one.what + (one.name ?? ""))).toEqual(["silent", "audit", "joba", "disk", "recurringb", "queuemails", "connections", "transaction"]);
    expect(troubles(system({ log: { ...system().log, part: "refusing", beat_at: ago(500) } }))).toEqual([{ what: "log", tone: "bad" }]);
  });
});

describe("a draft of a scorecard", () => {
  const card = { groups: [{ name: "fit", cap: 60, rules: [{ name: "owner", label: "Owns it", points: 15, when: { "attr.homeowner": true } }] }], levels: { engaged: 30, mql: 60, sql: 80 } };

  it("is read back as it was", () => {
    expect(read(drafted(card))).toEqual(card);
  });

  it("is no card while something in it cannot be read", () => {
    const with_ = (rule: object) => {
      const draft = drafted(card);
      Object.assign(draft.groups[0]!.rules[0]!, rule);
      return read(draft);
    };
    expect(with_({ points: "20" })?.groups[0]?.rules[0]?.points).toBe(20);
    for (const broken of [{ points: "" }, { points: "1.5" }, { points: "-3" }, { when: "{" }, { when: "[1]" }, { when: "null" }, { name: " " }]) expect(with_(broken)).toBeUndefined();
    expect(conditions('{"state":["CA"]}')).toEqual({ state: ["CA"] });
  });

  it("is better only where chance does not explain it", () => {
    const said = (before: number | null, after: number | null, error: number | null) => verdict({ good: 9, bad: 9, before, after, error });
    expect(said(0.6, 0.7, 0.04)).toBe("better");
    expect(said(0.7, 0.6, 0.04)).toBe("worse");
    expect(said(0.6, 0.7, 0.05)).toBe("chance");
    expect(said(0.6, 0.6, 0)).toBe("same");
    expect(said(0.6, 0.7, null)).toBe("few");
    expect(said(null, null, null)).toBe("few");
  });

  it("says by which rules an example moved, and rates of what was sold", () => {
    const score = (why: [string, number][]) => ({ points: 0, level: "cold" as const, why: why.map(([rule, points]) => ({ group: "g", rule, points })) });
    expect(differences({ lead: "l", before: score([["a", 10], ["b", 5]]), after: score([["a", 4], ["b", 5], ["c", 3]]), read: {}, hidden: [] })).toEqual([
      { rule: "a", points: -6 },
      { rule: "c", points: 3 },
    ]);
    expect(rates({ leads: 9, sold: 8, returned: 1, won: 3 })).toEqual({ won: 37.5, returned: 12.5 });
    expect(rates({ leads: 9, sold: 0, returned: 0, won: 0 })).toEqual({ won: null, returned: null });
  });
});

describe("plans", () => {
  const plan = (more: Partial<Plan> = {}): Plan => ({
    id: "plan_1",
    code: "starter",
    version: 1,
    name: "Starter",
    price: { amount: 2000, currency: "XTS" },
    quota: 5,
    vertical: null,
    price_max: null,
    overage_price: { amount: 705, currency: "XTS" },
    trial: { days: 0, quota: 0 },
    rollover: { max: 3, periods: 2 },
    offered: true,
    created_at: AT,
    ...more,
  });

  it("are listed in their newest version, in each currency", () => {
    const euro = plan({ id: "plan_3", price: { amount: 1, currency: "EUR" } });
    const [second, first] = [plan({ id: "plan_2", version: 2 }), plan()];
    expect(current([euro, second, first])).toEqual([euro, second]);
    expect([keyOf(euro), keyOf(second)]).toEqual(["starter.EUR", "starter.XTS"]);
  });

  it("are the same when drafted and nothing is changed", () => {
    for (const one of [plan(), plan({ vertical: "solar", price_max: { amount: 5, currency: "XTS" }, overage_price: null, trial: { days: 14, quota: 2 } })]) {
      const { name, price, quota, vertical, price_max, overage_price, trial, rollover } = one;
      expect(termsOf(draftOf(one, "USD"))).toEqual({ name, price, quota, vertical, price_max, overage_price, trial, rollover });
    }
  });

  it("cost each lead its part", () => expect(perLead(plan({ quota: 3 }))).toEqual({ amount: 667, currency: "XTS" }));
});
