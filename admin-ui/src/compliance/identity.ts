/** What somebody typed to name a person: an address, a number, or an id. */
export type Named = { email: string } | { phone: string } | { id: string } | undefined;

const ID = /^(lead|sub|cns)_[0-9a-z]{26}$/;

/**
 * Numbers may be written as people write them: `(213) 555-0171`, `+1 213 555 0171`, `00 49 30 …`. Ten digits without a country are
 * American, as in the files that sellers upload.
 */
export function named(text: string): Named {
  const plain = text.trim();
  if (ID.test(plain)) return { id: plain };
  if (/^[^@\s]+@[^@\s]+$/.test(plain)) return { email: plain };
  const digits = plain.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
  if (/^\+[1-9][0-9]{6,14}$/.test(digits)) return { phone: digits };
  if (/^[2-9][0-9]{9}$/.test(digits)) return { phone: `+1${digits}` };
  if (/^1[2-9][0-9]{9}$/.test(digits)) return { phone: `+${digits}` };
  return undefined;
}

/** As a body of the API names a person. */
export function target(text: string): { lead: string } | { subject: string } | { consent: string } | { person: { email: string } | { phone: string } } | undefined {
  const it = named(text);
  if (!it) return undefined;
  if ("id" in it) {
    if (it.id.startsWith("lead_")) return { lead: it.id };
    return it.id.startsWith("sub_") ? { subject: it.id } : { consent: it.id };
  }
  return { person: it };
}
