import type { Me } from "../api/session";
import account from "../account/screens";
import buyer from "../buyer/screens";
import compliance from "../compliance/screens";
import developer from "../developer/screens";
import operator from "../operator/screens";
import seller from "../seller/screens";
import type { Persona } from "./persona";

export const PERSONAS: readonly Persona[] = [operator, seller, buyer, compliance, developer, account];

/** What somebody may see, in the order of the navigation. */
export const personasOf = (me: Me): Persona[] =>
  PERSONAS.filter((one) => one.role === "anyone" || me.roles.includes(one.role)).map((one) => ({
    ...one,
    screens: one.screens.filter((screen) => screen.when?.(me) ?? true),
  }));
