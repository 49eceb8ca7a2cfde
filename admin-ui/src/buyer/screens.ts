import { persona } from "../app/persona";
import type en from "./en";

export default persona<keyof typeof en.nav>({
  name: "buyer",
  role: "buyer",
  screens: [
    { path: "/buyer/find", label: "find", load: () => import("./Find"), nav: { icon: "search" }, key: "f" },
    { path: "/buyer/leads", label: "leads", load: () => import("./Leads"), nav: { icon: "people" }, key: "l" },
    { path: "/buyer/leads/$id", label: "lead", load: () => import("./LeadPage") },
    { path: "/buyer/market", label: "market", load: () => import("./Market"), nav: { icon: "chart" }, key: "m" },
    { path: "/buyer/returns", label: "returns", load: () => import("./Returns"), nav: { icon: "return" }, key: "r" },
    { path: "/buyer/wallet", label: "wallet", load: () => import("./Wallet"), nav: { icon: "money", group: "spend" }, key: "w" },
    { path: "/buyer/invoices", label: "invoices", load: () => import("./Invoices"), nav: { icon: "log", group: "spend" }, key: "i" },
    { path: "/buyer/subscriptions", label: "subscriptions", load: () => import("./Subscriptions"), nav: { icon: "star", group: "spend" }, key: "s" },
  ],
  actions: [
    { label: "toReturn", to: "/buyer/leads?view=table&returnable=true" },
    { label: "toTry", to: "/buyer/leads?view=table&disposition=new" },
  ],
  ids: { sal: (id) => `/buyer/leads/${id}`, lead: (id) => `/buyer/find?open=${id}`, ret: (id) => `/buyer/returns?open=${id}` },
  texts: { en: () => import("./en"), de: () => import("./de") },
});
