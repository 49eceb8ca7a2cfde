import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { IndexPage } from "../ui/IndexPage";
import { Num, Status, Time } from "../ui/values";

/** Each day that was compared with the books of a payment provider. */
export default function Reconciliations() {
  const { t } = useTranslation("operator");
  return (
    <IndexPage<Schema<"Reconciliation">>
      name="reconciliations"
      title={t("nav.reconciliations")}
      queryKey={["reconciliations"]}
      load={(_, cursor, limit) => ask(api.GET("/v1/reconciliations", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }))}
      id={(it) => it.id}
      columns={[
        { id: "day", label: t("reconciled.day"), cell: (it) => <Time at={it.day} day />, sort: (it) => it.day },
        { id: "provider", label: t("reconciled.provider"), width: 130, cell: (it) => it.provider },
        { id: "lines", label: t("reconciled.lines"), width: 100, right: true, cell: (it) => <Num value={it.lines} /> },
        { id: "matched", label: t("reconciled.matched"), width: 120, right: true, cell: (it) => <Num value={it.matched} /> },
        {
          id: "alarms",
          label: t("nav.alarms"),
          width: 140,
          cell: (it) => <Status tone={it.alarms ? "bad" : "good"}>{it.alarms ? t("reconciled.alarms", { count: it.alarms }) : t("reconciled.none")}</Status>,
        },
        { id: "at", label: t("reconciled.at"), width: 130, right: true, cell: (it) => <Time at={it.at} /> },
      ]}
      filters={[{ name: "provider", label: t("reconciled.provider"), keep: (it, value) => it.provider.includes(value) }]}
      empty={{ icon: "check", title: t("reconciled.emptyTitle"), text: t("reconciled.emptyText") }}
    />
  );
}
