import { persona } from "../app/persona";
import type en from "./en";

/** What officers do: find a person, read what happened, prove it; withdrawals, erasures, samples, suppression, the log. */
export default persona<keyof typeof en.nav>({
  name: "compliance",
  role: "compliance",
  screens: [
    { path: "/compliance/find", label: "find", load: () => import("./Find"), nav: { icon: "search" }, key: "f" },
    { path: "/compliance/people/$id", label: "person", load: () => import("./PersonTrail") },
    { path: "/compliance/leads/$id", label: "trail", load: () => import("./LeadTrail") },
    { path: "/compliance/revocations", label: "revocations", load: () => import("./Revocations"), nav: { icon: "return" }, key: "r" },
    { path: "/compliance/clocks", label: "clocks", load: () => import("./Clocks"), nav: { icon: "clock" }, key: "c" },
    { path: "/compliance/erasures", label: "erasures", load: () => import("./Erasures"), nav: { icon: "person" }, key: "e" },
    { path: "/compliance/holds", label: "holds", load: () => import("./Holds"), nav: { icon: "lock" } },
    { path: "/compliance/samples", label: "samples", load: () => import("./Samples"), nav: { icon: "check" }, key: "s" },
    { path: "/compliance/samples/$id", label: "sample", load: () => import("./SamplePage") },
    { path: "/compliance/suppression", label: "suppression", load: () => import("./Suppression"), nav: { icon: "ban" } },
    { path: "/compliance/accesses", label: "accesses", load: () => import("./Accesses"), nav: { icon: "eye" }, key: "w" },
    { path: "/compliance/log", label: "log", load: () => import("./Log"), nav: { icon: "log" }, key: "l" },
  ],
  actions: [
    { label: "recordRevocation", to: "/compliance/revocations?new=1" },
    { label: "requestErasure", to: "/compliance/erasures?new=1" },
    { label: "drawSample", to: "/compliance/samples?new=1" },
  ],
  ids: {
    lead: (id) => `/compliance/leads/${id}`,
    sub: (id) => `/compliance/people/${id}`,
    rev: (id) => `/compliance/revocations?open=${id}`,
    obl: (id) => `/compliance/clocks?open=${id}`,
    era: (id) => `/compliance/erasures?open=${id}`,
    hold: (id) => `/compliance/holds?open=${id}`,
    smp: (id) => `/compliance/samples/${id}`,
  },
  texts: { en: () => import("./en"), de: () => import("./de") },
});
