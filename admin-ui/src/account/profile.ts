import { z } from "zod/mini";
import type { Schema } from "../api/client";

type Profile = Schema<"Profile">;

/** What is filled in; what is left empty is empty text. */
export type Typed = Required<Omit<Profile, "rhythm">> & { rhythm: NonNullable<Profile["rhythm"]> };

/** Country of whoever speaks so, for want of a better guess. */
const USUAL: Record<string, string> = { en: "US", de: "DE" };

export const shape = (words: { required: string; email: string }) => {
  const needed = z.string().check(z.trim(), z.minLength(1, words.required));
  return z.object({
    name: needed,
    street: needed,
    city: needed,
    postcode: needed,
    region: z.string(),
    country: needed,
    vat_id: z.string(),
    registration: z.string(),
    email: z.string().check(z.trim(), z.minLength(1, words.required), z.regex(/^[^@\s<>",;]+@[^@\s<>",;]+$/, words.email)),
    rhythm: z.enum(["purchase", "daily", "monthly", "cycle"]),
    self_billing: z.boolean(),
  });
};

export const formOf = (now: Profile | undefined, language: string): Typed => ({
  name: "",
  street: "",
  city: "",
  postcode: "",
  region: "",
  country: USUAL[language] ?? "US",
  vat_id: "",
  registration: "",
  email: "",
  rhythm: "monthly",
  self_billing: false,
  ...now,
});

/** What the API takes: nothing where nothing was typed. */
export function bodyOf(typed: Typed): Profile {
  const { region, vat_id, registration, ...rest } = typed;
  const some = (name: string, text: string) => (text.trim() ? { [name]: text.trim() } : {});
  return { ...rest, ...some("region", region), ...some("vat_id", vat_id), ...some("registration", registration) };
}

/** The head of a letter: name, address, numbers; nothing where no name and no address is. */
export function lettersOf(typed: Typed, language: string): string[] {
  const own = [typed.name, typed.street, `${typed.postcode} ${typed.city}`, typed.region].map((line) => line.trim()).filter((line) => line !== "");
  if (own.length === 0) return [];
  const country = typed.country ? new Intl.DisplayNames([language], { type: "region" }).of(typed.country) : undefined;
  return [...own, ...(country ? [country] : []), ...[typed.vat_id, typed.registration, typed.email].map((line) => line.trim()).filter((line) => line !== "")];
}
