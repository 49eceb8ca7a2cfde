import { expect, it, vi } from "vitest";
import { newest } from "../src/buyer/plans";
import { minor } from "../src/buyer/spend/minor";

vi.stubGlobal("location", { origin: "http://localhost" });

it("reads amounts as people type them, and nothing else", () => {
  expect(minor("250", "USD")).toBe(25_000);
  expect(minor(" 1 099,5 ", "EUR")).toBe(109_950);
  expect(minor("0.05", "XTS")).toBe(5);
  expect(minor("7", "JPY")).toBe(7);
  for (const wrong of ["", "0", "-3", "1.234", "1e9", "<script>", "12,5,1", "7.5 x", "99999999999"]) expect(minor(wrong, "USD"), wrong).toBeUndefined();
  expect(minor("1.5", "JPY")).toBeUndefined();
});

it("offers the newest version of a plan, unless it was taken away", () => {
  const plan = (code: string, version: number, amount: number, offered = true) => ({ id: `${code}${version}`, code, version, offered, price: { amount, currency: "USD" } });
  const all = [plan("small", 1, 100), plan("small", 2, 120), plan("old", 1, 5), plan("old", 2, 5, false), plan("large", 1, 50)];
  expect(newest(all as never).map((one) => one.id)).toEqual(["large1", "small2"]);
});
