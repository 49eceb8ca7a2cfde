import { describe, expect, it } from "vitest";
import { countries } from "../src/account/countries";
import { bodyOf, formOf, lettersOf, shape } from "../src/account/profile";

const filled = { ...formOf(undefined, "de"), name: " Müller GmbH ", street: "Weg 1", postcode: "50667", city: "Köln", email: "b@example.com" };

describe("who one is on documents", () => {
  it("leaves out what was left empty", () => {
    expect(bodyOf(filled)).not.toHaveProperty("vat_id");
    expect(bodyOf({ ...filled, vat_id: " DE123456789 " })).toMatchObject({ vat_id: "DE123456789", country: "DE", rhythm: "monthly", self_billing: false });
  });

  it("stands as the head of a letter", () => {
    expect(lettersOf(formOf(undefined, "en"), "en")).toEqual([]);
    expect(lettersOf({ ...filled, vat_id: "DE1" }, "de")).toEqual(["Müller GmbH", "Weg 1", "50667 Köln", "Deutschland", "DE1", "b@example.com"]);
  });

  it.each(["name", "street", "postcode", "city", "email"])("needs %s", (name) => {
    const check = shape({ required: "needed", email: "no address" });
    expect(check.safeParse(filled).success).toBe(true);
    expect(check.safeParse({ ...filled, [name]: "  " }).error?.issues[0]).toMatchObject({ path: [name], message: "needed" });
  });

  it("knows an address that is none", () => {
    expect(shape({ required: "", email: "no address" }).safeParse({ ...filled, email: "a b@example" }).success).toBe(false);
  });

  it("has every country once, in the order of the language", () => {
    const all = countries("de");
    expect(new Set(all.map(({ value }) => value)).size).toBe(249);
    expect(all.findIndex(({ value }) => value === "EG")).toBeLessThan(all.findIndex(({ value }) => value === "AL") + 5); // Ägypten
  });
});
