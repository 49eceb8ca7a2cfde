import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { FormDialog } from "../ui/FormDialog";
import { useToast } from "../ui/Toast";

type Method = Schema<"PayoutDestination">["method"];
const METHODS: Method[] = ["sepa", "ach", "connect"];

/** Where payouts go from now on. */
export function DestinationForm({ now, close }: { now: Schema<"PayoutDestination"> | null; close: () => void }) {
  const { t } = useTranslation("seller");
  const toast = useToast();
  const queries = useQueryClient();
  return (
    <FormDialog
      title={t("earnings.destination")}
      text={t("earnings.destinationNote")}
      fields={[
        { name: "method", label: t("earnings.method"), options: METHODS.map((value) => ({ value, label: t(`earnings.methods.${value}`) })), start: now?.method ?? "sepa" },
        { name: "holder", label: t("earnings.holder"), required: true, start: now?.holder ?? "" },
        { name: "account", label: t("earnings.account"), hint: t("earnings.accountHint"), required: true },
        { name: "bank", label: t("earnings.bank"), hint: t("earnings.bankHint"), start: now?.bank ?? "" },
      ]}
      confirm={t("earnings.save")}
      onClose={close}
      submit={async ({ method, holder = "", account = "", bank }) => {
        const body = { method: method as Method, holder, account: account.replaceAll(" ", ""), ...(bank && method !== "connect" ? { bank } : {}) };
        await ask(api.PUT("/v1/payout-destination", { body }));
        await queries.invalidateQueries({ queryKey: ["payout-destination"] });
        toast(t("earnings.destinationSet"));
      }}
    />
  );
}
