import type { TFunction } from "i18next";
import { money, number } from "../ui/format";
import type { Terms } from "./plan";

/** Everything a version says, name and words, in the order in which it is read. */
export const termRows = (terms: Terms, t: TFunction<"operator">): [string, string][] => [
  [t("plan.name"), terms.name],
  [t("plan.price"), t("plan.aMonth", { price: money(terms.price) })],
  [t("plan.quota"), number(terms.quota)],
  [t("plan.vertical"), terms.vertical ?? t("plan.anyVertical")],
  [t("plan.priceMax"), terms.price_max ? money(terms.price_max) : t("plan.anyPrice")],
  [t("plan.overage"), terms.overage_price ? t("plan.overageAt", { price: money(terms.overage_price) }) : t("plan.overageNone")],
  [t("plan.rollover"), terms.rollover.max > 0 ? t("plan.rolloverOf", { count: terms.rollover.max, periods: terms.rollover.periods }) : t("plan.rolloverNone")],
  [t("plan.trial"), terms.trial.days > 0 ? t("plan.trialOf", { count: terms.trial.days, leads: terms.trial.quota }) : t("plan.trialNone")],
  [t("plan.period"), t("plan.periodOf")],
];
