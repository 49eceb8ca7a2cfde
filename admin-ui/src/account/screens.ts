import { persona } from "../app/persona";
import type en from "./en";

export default persona<keyof typeof en.nav>({
  name: "account",
  role: "anyone",
  screens: [{ path: "/account", label: "account", load: () => import("./Account"), nav: { icon: "person" }, key: "a" }],
  texts: { en: () => import("./en"), de: () => import("./de") },
});
