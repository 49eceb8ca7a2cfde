import { persona } from "../app/persona";
import type { Me } from "../api/session";
import type en from "./en";

const trades = (me: Me) => me.roles.includes("buyer") || me.roles.includes("seller");

export default persona<keyof typeof en.nav>({
  name: "developer",
  role: "anyone",
  screens: [
    { path: "/developer/keys", label: "keys", load: () => import("./Keys"), nav: { icon: "key" }, key: "k" },
    { path: "/developer/requests", label: "requests", load: () => import("./Requests"), nav: { icon: "list" } },
    { path: "/developer/webhooks", label: "webhooks", load: () => import("./Webhooks"), nav: { icon: "send" }, when: trades },
    { path: "/developer/deliveries", label: "deliveries", load: () => import("./Deliveries"), nav: { icon: "clock" }, when: trades },
    { path: "/developer/events", label: "events", load: () => import("./Events"), nav: { icon: "bell" }, when: trades },
    { path: "/developer/sandbox", label: "sandbox", load: () => import("./Sandbox"), nav: { icon: "code" }, when: (me) => me.test && trades(me) },
  ],
  ids: { key: (id) => `/developer/keys?open=${id}`, dlv: (id) => `/developer/deliveries?open=${id}` },
  texts: { en: () => import("./en"), de: () => import("./de") },
});
