import { persona } from "../app/persona";
import type en from "./en";

export default persona<keyof typeof en.nav>({
  name: "seller",
  role: "seller",
  screens: [
    { path: "/seller/batches", label: "batches", load: () => import("./Batches"), nav: { icon: "layers" }, key: "b" },
    { path: "/seller/upload", label: "upload", load: () => import("./Upload"), nav: { icon: "upload" }, key: "u" },
    { path: "/seller/batches/$id", label: "batches", load: () => import("./BatchPage") },
    { path: "/seller/stock", label: "stock", load: () => import("./Stock"), nav: { icon: "grid" }, key: "s" },
    { path: "/seller/trends", label: "trends", load: () => import("./Trends"), nav: { icon: "chart" }, key: "t" },
    { path: "/seller/quality", label: "quality", load: () => import("./Quality"), nav: { icon: "scale" }, key: "q" },
    { path: "/seller/sources", label: "sources", load: () => import("./Sources"), nav: { icon: "tag" }, key: "o" },
    { path: "/seller/returns", label: "returns", load: () => import("./Returns"), nav: { icon: "return" }, key: "r" },
    { path: "/seller/earnings", label: "earnings", load: () => import("./Earnings"), nav: { icon: "money" }, key: "e" },
    { path: "/seller/payouts", label: "payouts", load: () => import("./Payouts"), nav: { icon: "bank" }, key: "p" },
    { path: "/seller/statements", label: "statements", load: () => import("./Statements"), nav: { icon: "book" }, key: "d" },
  ],
  actions: [{ label: "upload", to: "/seller/upload" }],
  ids: {
    bat: (id) => `/seller/batches/${id}`,
    ret: (id) => `/seller/returns?open=${id}`,
    lead: (id) => `/seller/stock?open=${id}`,
    doc: (id) => `/seller/statements?open=${id}`,
  },
  texts: { en: () => import("./en"), de: () => import("./de") },
});
