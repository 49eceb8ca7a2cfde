import type { Same } from "../app/texts";
import type en from "./en";

const de: Same<typeof en> = {
  nav: { account: "Sie und Ihre Partei" },
  party: "Partei",
  id: "Kennung",
  roles: "Rollen",
  currency: "Währung",
  changePassword: "Passwort ändern",
  changeNote: "Alle Ihre Anmeldungen enden; melden Sie sich mit dem neuen wieder an.",
  old: "Bisheriges Passwort",
  new: "Neues Passwort",
  newHint: "Mindestens 12 Zeichen.",
  again: "Neues Passwort noch einmal",
  differ: "Die beiden sind verschieden.",
  changed: "Geändert. Melden Sie sich mit dem neuen an.",
};
export default de;
