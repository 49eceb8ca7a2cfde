import { describe, expect, it, vi } from "vitest";
import { criteriaOf, facetRequests, listed, toggled } from "../src/buyer/find/criteria";
import { NAMES, neighbour, TILES } from "../src/buyer/find/states";
import { byKey, DISPOSITIONS, moved, type Owned } from "../src/buyer/leads/dispositions";
import { busiest, standing } from "../src/buyer/market";
import de from "../src/buyer/de";
import en from "../src/buyer/en";

vi.stubGlobal("location", { origin: "http://localhost" });

describe("criteria", () => {
  it("takes only what asks for leads from an address", () => {
    expect(criteriaOf({ state: "CA", open: "lead_1", sort: "score", "attr.speciality": "x", "attr.<b>": "y", "score.gte": "" })).toEqual({ state: "CA", "attr.speciality": "x" });
  });
  it("puts values in and takes them out, those with a comma in quotes", () => {
    expect(toggled(undefined, "CA")).toBe("CA");
    expect(toggled("CA", "Banking, Investment")).toBe('CA,"Banking, Investment"');
    expect(listed('CA,"Banking, Investment"')).toEqual(["CA", "Banking, Investment"]);
    expect(toggled('CA,"Banking, Investment"', "CA")).toBe('"Banking, Investment"');
    expect(toggled("CA", "CA")).toBeUndefined();
  });
  it("counts a facet as if it did not narrow itself", () => {
    const asked = facetRequests({ state: "CA", "score.gte": "60" }, ["state", "level", "score", "price"]);
    expect(asked).toEqual([
      { facets: ["level", "price"], criteria: { state: "CA", "score.gte": "60" } },
      { facets: ["state"], criteria: { "score.gte": "60" } },
      { facets: ["score"], criteria: { state: "CA" } },
    ]);
  });
});

describe("the map", () => {
  it("has each state once, on a tile of its own", () => {
    expect(Object.keys(TILES)).toHaveLength(51);
    expect(Object.keys(NAMES).sort()).toEqual(Object.keys(TILES).sort());
    expect(new Set(Object.values(TILES).map(String)).size).toBe(51);
  });
  it("can be walked to every state by arrow keys", () => {
    const seen = new Set(["CA"]);
    const queue = ["CA"];
    for (let at = queue.pop(); at; at = queue.pop()) {
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
        const next = neighbour(at, dx, dy);
        if (!seen.has(next)) {
          seen.add(next);
          queue.push(next);
        }
      }
    }
    expect(seen.size).toBe(51);
  });
});

describe("dispositions", () => {
  it("have a key each, and words in both languages", () => {
    expect(new Set(DISPOSITIONS.map((one) => one.key)).size).toBe(DISPOSITIONS.length);
    expect(byKey("w")).toBe("won");
    expect(byKey("j")).toBeUndefined();
    for (const { value } of DISPOSITIONS) expect([en.dispositions[value], de.dispositions[value]].every(Boolean)).toBe(true);
  });
  it("take a lead out of one column and put it in front of another", () => {
    const lead = (id: string) => ({ id }) as Owned;
    const pages = { pages: [{ data: [lead("a"), lead("b")] }, { data: [lead("c")] }], pageParams: [undefined, "x"] };
    expect(moved(pages, lead("b"), false)?.pages.map((page) => page.data.map((one) => one.id))).toEqual([["a"], ["c"]]);
    expect(moved(pages, lead("c"), true)?.pages.map((page) => page.data.map((one) => one.id))).toEqual([["c", "a", "b"], []]);
    expect(moved(undefined, lead("c"), true)).toBeUndefined();
  });
});

describe("texts", () => {
  const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
  const walk = (a: object, b: object, at = ""): void => {
    for (const [key, value] of Object.entries(a)) {
      const other = (b as Record<string, unknown>)[key];
      if (typeof value === "string") expect(placeholders(String(other)), at + key).toEqual(placeholders(value));
      else walk(value as object, other as object, `${at}${key}.`);
    }
  };
  it("have the same places for values in both languages", () => walk(en, de));
});

describe("the market", () => {
  const price = (day: string, vertical: string, level: "cold" | "sql", asked: number | null, sold: number | null, listed = asked && 5) => ({
    day,
    vertical,
    level,
    asked: listed,
    median_asked: asked === null ? null : { amount: asked, currency: "USD" },
    sold: sold && 1,
    median_sold: sold === null ? null : { amount: sold, currency: "USD" },
    currency: "USD",
  });
  const rows = [
    price("2026-11-02", "solar", "sql", 1000, 900),
    price("2026-11-01", "solar", "sql", 800, null),
    price("2026-11-03", "solar", "sql", null, null),
    price("2026-11-01", "auto", "cold", 300, null, 40),
  ];

  it("begins with the vertical of most leads", () => {
    expect(busiest(rows)).toBe("auto");
    expect(busiest([])).toBeUndefined();
  });

  it("knows the last prices of a level and their change, days left blank left out", () => {
    const { asked, sold, change } = standing(rows, "sql");
    expect([asked?.amount, sold?.amount]).toEqual([1000, 900]);
    expect(change).toBeCloseTo(0.25);
    expect(standing(rows, "cold").change).toBeUndefined(); // of two verticals nobody asks: the screen gives one
  });
});
