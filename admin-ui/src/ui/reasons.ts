import { useTranslation } from "react-i18next";
import type { Schema } from "../api/client";

type ReturnReason = Schema<"ReturnReason">;

/** Why a lead may be returned, the usual ones first. */
export const RETURN_REASONS: readonly ReturnReason[] = [
  "wrong-number", "fake-identity", "duplicate", "outside-filter", "wrong-vertical", "denies-request", "no-consent", "minor", "deceased", "false-claim",
];

/** The same words for buyer, seller and operator; here and not among the words of the frame, which are loaded before anything else. */
export const WORDS: Record<"en" | "de", Record<ReturnReason, string>> = {
  en: {
    deceased: "Person has died",
    "denies-request": "Person denies having asked",
    duplicate: "Buyer had this person already",
    "fake-identity": "Not a real person",
    "false-claim": "A claim about the lead is false",
    minor: "Person is a minor",
    "no-consent": "Person gave no consent",
    "outside-filter": "Not what was filtered for",
    "wrong-number": "Wrong or disconnected number",
    "wrong-vertical": "Wrong vertical",
  },
  de: {
    deceased: "Person ist verstorben",
    "denies-request": "Person bestreitet die Anfrage",
    duplicate: "Käufer hatte die Person schon",
    "fake-identity": "Keine echte Person",
    "false-claim": "Eine Angabe zum Lead ist falsch",
    minor: "Person ist minderjährig",
    "no-consent": "Person hat nicht eingewilligt",
    "outside-filter": "Nicht, wonach gefiltert wurde",
    "wrong-number": "Falsche oder tote Nummer",
    "wrong-vertical": "Falsche Vertikale",
  },
};

/** The words for a reason; the code itself where the server knows more than this page. */
export function useReturnReason(): (code: string) => string {
  const { i18n } = useTranslation();
  const words = WORDS[i18n.language === "de" ? "de" : "en"];
  return (code) => {
    const known = RETURN_REASONS.find((one) => one === code);
    return known ? words[known] : code;
  };
}
