import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { useToast } from "../../ui/Toast";
import { dispose } from "./dispose";
import type { Loss, Owned, Value } from "./dispositions";

/** Says how far a lead got, with a way back. */
export function useDispose(): (lead: Owned, value: Value, reason?: Loss) => Promise<void> {
  const { t } = useTranslation("buyer");
  const queries = useQueryClient();
  const toast = useToast();
  return async (lead, value, reason) => {
    const before = lead.disposition;
    if (before.value === value && before.reason === reason) return;
    try {
      await dispose(queries, lead, value, reason);
      toast(t("leads.said", { what: t(`dispositions.${value}`) }), {
        undo: () => dispose(queries, { ...lead, disposition: { ...before, value } }, before.value, before.reason),
      });
    } catch (e) {
      toast(Problem.from(e).title, { tone: "bad" });
    }
  };
}
