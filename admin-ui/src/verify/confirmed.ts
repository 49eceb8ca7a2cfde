// Who was told that consent ended, or to erase, confirms it by a signature under a key that the event names.

import { type Bundle, events } from "./bundle";
import { require, unbase64, utf8 } from "./bytes";
import { Obj, read } from "./json";
import { ed25519 } from "./note";

export async function confirmed(bundle: Bundle): Promise<string> {
  let confirmed = 0;
  for (const consent of bundle.consents()) {
    for (const event of events(consent)) {
      const leaf = bundle.leaf(event);
      if (leaf === null || !leaf.text("type").endsWith(".acked")) continue;
      const fields = leaf.object("fields");
      const statement = fields.text("statement");
      const message = utf8("galena.acknowledgement/1\0" + statement);
      const key = unbase64(fields.text("public_key"));
      require(await ed25519(key, message, unbase64(fields.text("signature"))), "a confirmation with a forged signature");
      const said = Obj.of(read(statement));
      const its = said.text("consent") === id("cns_", consent.text("id")) && said.text("obligation") === id("obl_", fields.text("obligation"));
      require(its, "a confirmation of something else");
      confirmed++;
    }
  }
  return confirmed === 0 ? "nobody had to confirm anything" : confirmed + " signed by who confirmed";
}

/** As the API writes ids: 26 digits of five bits, in Crockford's alphabet. */
function id(prefix: string, uuid: string): string {
  let rest = BigInt("0x" + uuid.replaceAll("-", ""));
  let digits = "";
  for (let i = 0; i < 26; i++) {
    digits = "0123456789abcdefghjkmnpqrstvwxyz".charAt(Number(rest & 31n)) + digits;
    rest >>= 5n;
  }
  return prefix + digits;
}
