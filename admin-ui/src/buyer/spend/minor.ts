import { decimals } from "../../ui/format";

/** Minor units of an amount as people type it; undefined where it is none. */
export function minor(text: string, currency: string): number | undefined {
  const digits = currency === "XTS" ? 2 : decimals(currency);
  const plain = text.trim().replace(/\s/g, "").replace(",", ".");
  if (!/^\d{1,10}(\.\d+)?$/.test(plain)) return undefined;
  const [whole, part = ""] = plain.split(".");
  if (part.length > digits) return undefined;
  const amount = Number((whole ?? "0") + part.padEnd(digits, "0"));
  return amount > 0 ? amount : undefined;
}
