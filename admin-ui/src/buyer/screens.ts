import { persona } from "../app/persona";
import type en from "./en";

export default persona<keyof typeof en.nav>({
  name: "buyer",
  role: "buyer",
  screens: [],
  texts: { en: () => import("./en"), de: () => import("./de") },
});
