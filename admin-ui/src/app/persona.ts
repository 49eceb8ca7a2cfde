import type { ComponentType } from "react";
import type { Me, Role } from "../api/session";

/** One screen. Its label is a key under `nav` of the persona's texts. */
export interface Screen<Label extends string = string> {
  /** Below /console, such as `/seller/batches` or `/seller/batches/$id`. */
  path: string;
  label: Label;
  /** Loaded when first shown; the default export is the screen. */
  load: () => Promise<{ default: ComponentType }>;
  /** Where it stands in the navigation; left out for screens one gets to from others. */
  nav?: { icon: string; group?: Label };
  /** Who sees it, where not everybody with the persona's role does. */
  when?: (me: Me) => boolean;
  /** `g`, then this letter, goes there. */
  key?: string;
}

/** What can be done from the palette besides going to a screen. */
export interface Action<Label extends string = string> {
  label: Label;
  /** Where it leads. */
  to: string;
}

/** What people with one role see. */
export interface Persona<Label extends string = string> {
  name: PersonaName;
  role: Role | "anyone";
  /** The first is where they land. */
  screens: Screen<Label>[];
  actions?: Action<Label>[];
  /** Prefixes of ids and the screen that shows them: `{ bat: (id) => "/seller/batches/" + id }`. */
  ids?: Record<string, (id: string) => string>;
  texts: { en: () => Promise<{ default: object }>; de: () => Promise<{ default: object }> };
}

export type PersonaName = "seller" | "buyer" | "compliance" | "operator" | "developer" | "account";

/** Checks that each label of a persona has its text: `persona<keyof typeof en.nav>({ … })`. */
export const persona = <Label extends string>(it: Persona<Label>): Persona => it as unknown as Persona;
