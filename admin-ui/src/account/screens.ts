import type { Me } from "../api/session";
import { persona } from "../app/persona";
import type en from "./en";

/** Whoever is on documents: an auditor is not. */
const onPaper = (me: Me) => me.profile_saved !== undefined;

export default persona<keyof typeof en.nav>({
  name: "account",
  role: "anyone",
  screens: [
    { path: "/account", label: "account", load: () => import("./Account"), nav: { icon: "person" }, key: "a" },
    { path: "/account/company", label: "company", load: () => import("./Company"), nav: { icon: "bank" }, when: onPaper, key: "n" },
    { path: "/account/security", label: "security", load: () => import("./Security"), nav: { icon: "shield" } },
    { path: "/account/people", label: "people", load: () => import("./People"), nav: { icon: "people" } },
  ],
  texts: { en: () => import("./en"), de: () => import("./de") },
});
