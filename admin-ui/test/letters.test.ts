import { describe, expect, it } from "vitest";
import type { Me } from "../src/api/session";
import { letters } from "../src/app/letters";
import { PERSONAS, personasOf } from "../src/app/personas";

const trader = personasOf({ roles: ["buyer", "seller"], test: false } as unknown as Me);
const to = (letter: string, here: string | undefined) => letters(trader, here).get(letter)?.screen.path;

describe("letters after g", () => {
  it("go to the part one is in where two share one", () => {
    expect(to("r", "seller")).toBe("/seller/returns");
    expect(to("r", "buyer")).toBe("/buyer/returns");
    expect(to("s", "buyer")).toBe("/buyer/subscriptions");
    expect(to("s", "seller")).toBe("/seller/stock");
  });

  it("go to the only one that has them, from anywhere", () => {
    for (const here of ["seller", "buyer", "developer", undefined]) {
      expect(to("f", here)).toBe("/buyer/find");
      expect(to("b", here)).toBe("/seller/batches");
      expect(to("a", here)).toBe("/account");
    }
    expect(to("r", "developer")).toBe("/seller/returns");
  });

  it("reach each screen that has one, from its own part, and none that somebody does not see", () => {
    for (const persona of PERSONAS) {
      for (const screen of persona.screens.filter((one) => one.key)) {
        expect(letters(PERSONAS, persona.name).get(screen.key ?? "")?.screen).toBe(screen);
      }
    }
    expect(to("v", "seller")).toBeUndefined();
  });
});
