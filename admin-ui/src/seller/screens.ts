import { persona } from "../app/persona";
import type en from "./en";

export default persona<keyof typeof en.nav>({
  name: "seller",
  role: "seller",
  screens: [
    { path: "/seller/batches", label: "batches", load: () => import("./Batches"), nav: { icon: "layers" }, key: "b" },
    { path: "/seller/batches/$id", label: "batches", load: () => import("./BatchPage") },
  ],
  ids: { bat: (id) => `/seller/batches/${id}` },
  texts: { en: () => import("./en"), de: () => import("./de") },
});
