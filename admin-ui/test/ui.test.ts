import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { Problem } from "../src/api/problem";
import { csv } from "../src/ui/csv";
import { inTurn, type Progress } from "../src/ui/index/inTurn";
import { bytes, minorUnits, money, relative, seconds, span } from "../src/ui/format";
import { RETURN_REASONS, WORDS } from "../src/ui/reasons";
import { parseSearch, stringifySearch } from "../src/ui/search";

beforeAll(async () => {
  await (await import("i18next")).default.init({ lng: "en", resources: {} });
});

describe("amounts", () => {
  it.each([
    ["12", "USD", 1200],
    ["12.5", "USD", 1250],
    ["1,234.50", "USD", 123450],
    ["1.234,50", "EUR", 123450],
    ["1 234,50", "EUR", 123450],
    ["0,05", "EUR", 5],
    ["-3", "USD", -300],
    ["1500", "JPY", 1500],
    ["1,500", "USD", 150000],
    ["2.5", "XTS", 250],
  ])("%s %s", (typed, currency, units) => expect(minorUnits(typed, currency)).toBe(units));

  it.each([
    ["", "USD"],
    ["abc", "USD"],
    ["1.2.3", "USD"],
    ["1.5", "JPY"],
    ["1,23,456", "USD"],
    ["99999999999999999999", "USD"],
    ["1e5", "USD"],
  ])("none: %s %s", (typed, currency) => expect(minorUnits(typed, currency)).toBeUndefined());

  it("are written with their currency", () => {
    expect(money({ amount: 123450, currency: "USD" })).toBe("$1,234.50");
    expect(money({ amount: 1500, currency: "JPY" })).toBe("¥1,500");
    expect(money({ amount: -50, currency: "XTS" })).toBe("-0.50 XTS");
  });
});

describe("times and sizes", () => {
  it("are said shortly", () => {
    const now = Date.parse("2026-11-22T12:00:00Z");
    expect(relative("2026-11-22T11:55:00Z", now)).toBe("5 min. ago");
    expect(relative("2026-11-25T12:00:00Z", now)).toBe("in 3 days");
    expect(seconds("P1DT2H3M4S")).toBe(93784);
    expect(seconds("nonsense")).toBeNaN();
    expect([span(7), span(60), span(3700), span(604_800), span(90_000)]).toEqual(["7 s", "1 min", "1 h 1 min", "7 d", "1 d 1 h"]);
    expect([bytes(0), bytes(999), bytes(1000), bytes(2_500_000)]).toEqual(["0 B", "999 B", "1 kB", "2.5 MB"]);
  });
});

describe("reasons to return a lead", () => {
  it("are those of the API, each with its words", () => {
    const spec = readFileSync(new URL("../../api/src/main/resources/openapi.yaml", import.meta.url), "utf8");
    const known = /\n {4}ReturnReason:\n[^]*? enum: \[([^\]]+)\]/.exec(spec)?.[1]?.split(", ").sort();
    expect(known).toContain("wrong-number");
    for (const had of [[...RETURN_REASONS], Object.keys(WORDS.en), Object.keys(WORDS.de)]) expect(had.sort()).toEqual(known);
    for (const words of Object.values(WORDS)) expect(new Set(Object.values(words)).size).toBe(known?.length);
  });
});

describe("what is done with many", () => {
  const refused = (code: string) => new Problem(409, code, code, undefined, [], undefined, {});
  const seen = (at: Progress<number>) => [at.done, at.failed.map(({ row, problem }) => [row, problem.code]), at.left];

  it("goes on after what is refused, and tells it with its reason", async () => {
    const told: unknown[] = [];
    const end = await inTurn([1, 2, 3], async (n) => n === 2 && Promise.reject(refused("already-sold")), () => false, (at) => told.push(seen(at)));
    expect(seen(end)).toEqual([2, [[2, "already-sold"]], []]);
    expect(told).toEqual([[0, [], [1, 2, 3]], [1, [], [2, 3]], [1, [[2, "already-sold"]], [3]], seen(end)]);
  });

  it("stops when it is told to, and where nobody answers", async () => {
    let stop = false;
    const stopped = await inTurn([1, 2, 3], async (n) => void (stop = n === 2), () => stop, () => {});
    expect(seen(stopped)).toEqual([2, [], [3]]);
    const alone = await inTurn([1, 2, 3], () => Promise.reject(new TypeError("Failed to fetch")), () => false, () => {});
    expect(seen(alone)).toEqual([0, [[1, "network"]], [2, 3]]);
  });
});

describe("a file for spreadsheets", () => {
  it("has no formulas but numbers", () => {
    expect(csv(["a", "b"], [["=cmd()", -5], ['say "no"', "+1"], ["@x", null]])).toBe("a,b\r\n'=cmd(),-5\r\n\"say \"\"no\"\"\",'+1\r\n'@x,\r\n");
  });
});

describe("the address", () => {
  it("comes back as it was", () => {
    const search = { state: "done", q: "a&b=ü", sort: "-at" };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
    expect(stringifySearch({ a: "", b: undefined })).toBe("");
  });
});

describe("problems", () => {
  it("are read as the API writes them", async () => {
    const body = { type: "/problems/x", title: "No", status: 409, code: "x", errors: [{ pointer: "/a", code: "b", detail: "c" }], request_id: "req_1", price: 5 };
    const problem = await Problem.of(new Response(JSON.stringify(body), { status: 409 }));
    expect(problem).toMatchObject({ status: 409, code: "x", title: "No", requestId: "req_1", more: { price: 5 } });
    expect(problem.faults).toHaveLength(1);
  });

  it("need not be ours", async () => {
    expect(await Problem.of(new Response("<html>", { status: 502 }))).toMatchObject({ status: 502, code: "http-502", faults: [] });
    expect(Problem.from(new TypeError("Failed to fetch")).code).toBe("network");
    expect(Problem.from("odd").code).toBe("console");
  });
});
