import { persona } from "../app/persona";
import type en from "./en";

export default persona<keyof typeof en.nav>({
  name: "operator",
  role: "operator",
  screens: [
    { path: "/operator/today", label: "today", load: () => import("./Today"), nav: { icon: "home" }, key: "t" },
    { path: "/operator/partners", label: "partners", load: () => import("./Partners"), nav: { icon: "people" }, key: "p" },
    { path: "/operator/partners/$id", label: "partners", load: () => import("./PartnerPage") },
    { path: "/operator/verticals", label: "verticals", load: () => import("./Verticals"), nav: { icon: "tag" }, key: "v" },
    { path: "/operator/verticals/$code/scorecard", label: "verticals", load: () => import("./ScorecardDraft") },
    { path: "/operator/plans", label: "plans", load: () => import("./Plans"), nav: { icon: "star" } },
    { path: "/operator/subscriptions", label: "subscriptions", load: () => import("./Subscriptions"), nav: { icon: "refresh" } },
    { path: "/operator/disputes", label: "disputes", load: () => import("./Disputes"), nav: { icon: "scale" }, key: "d" },
    { path: "/operator/ledger", label: "ledger", load: () => import("./Ledger"), nav: { icon: "book", group: "money" }, key: "l" },
    { path: "/operator/accounts", label: "accounts", load: () => import("./Accounts"), nav: { icon: "list", group: "money" } },
    { path: "/operator/accounts/$id", label: "accounts", load: () => import("./Postings") },
    { path: "/operator/topups", label: "topups", load: () => import("./TopUps"), nav: { icon: "download", group: "money" } },
    { path: "/operator/payouts", label: "payouts", load: () => import("./Payouts"), nav: { icon: "upload", group: "money" }, key: "o" },
    { path: "/operator/bank", label: "bank", load: () => import("./Bank"), nav: { icon: "bank", group: "money" } },
    { path: "/operator/reconciliations", label: "reconciliations", load: () => import("./Reconciliations"), nav: { icon: "check", group: "money" } },
    { path: "/operator/alarms", label: "alarms", load: () => import("./Alarms"), nav: { icon: "alarm", group: "money" }, key: "m" },
    { path: "/operator/deliveries", label: "deliveries", load: () => import("./Deliveries"), nav: { icon: "send", group: "machine" } },
    { path: "/operator/audit", label: "audit", load: () => import("./Audit"), nav: { icon: "shield", group: "machine" } },
    { path: "/operator/system", label: "system", load: () => import("./System"), nav: { icon: "gear", group: "machine" }, key: "y" },
  ],
  actions: [
    { label: "newPartner", to: "/operator/partners?new=1" },
    { label: "newPlan", to: "/operator/plans?new=1" },
    { label: "proveNow", to: "/operator/ledger?recompute=1" },
  ],
  ids: {
    pty: (id) => `/operator/partners/${id}`,
    acc: (id) => `/operator/accounts/${id}`,
    sub: (id) => `/operator/subscriptions?open=${id}`,
    ret: (id) => `/operator/disputes?open=${id}`,
    dlv: (id) => `/operator/deliveries?open=${id}`,
    alm: (id) => `/operator/alarms?open=${id}`,
    pyo: (id) => `/operator/payouts?open=${id}`,
  },
  texts: { en: () => import("./en"), de: () => import("./de") },
});
