import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { IndexPage } from "../ui/IndexPage";
import { Num } from "../ui/values";
import { VerticalDetail } from "./VerticalDetail";

/** What kinds of leads are traded, by which fields, score and price. */
export default function Verticals() {
  const { t } = useTranslation("operator");
  return (
    <IndexPage<Schema<"Vertical">>
      name="verticals"
      title={t("nav.verticals")}
      queryKey={["verticals"]}
      pollMs={0}
      load={() => ask(api.GET("/v1/verticals"))}
      id={(it) => it.code}
      columns={[
        { id: "name", label: t("vertical.name"), cell: (it) => it.name, sort: (it) => it.name },
        { id: "code", label: t("vertical.code"), width: 160, cell: (it) => <code className="font-mono text-xs">{it.code}</code> },
        { id: "version", label: t("vertical.version"), width: 90, right: true, cell: (it) => it.version },
        { id: "fields", label: t("vertical.fields"), width: 90, right: true, cell: (it) => <Num value={it.fields.length} />, csv: (it) => it.fields.length },
        { id: "slots", label: t("vertical.slots"), width: 110, right: true, cell: (it) => <Num value={it.slots} /> },
        { id: "rule_set", label: t("vertical.rules"), width: 180, cell: (it) => it.rule_set },
      ]}
      filters={[{ name: "name", label: t("vertical.name"), keep: (it, value) => it.name.toLowerCase().includes(value.toLowerCase()) }]}
      drawer={(code) => <VerticalDetail code={code} />}
      drawerTitle={(_, it) => it?.name ?? t("vertical.one")}
      empty={{ icon: "tag", title: t("vertical.emptyTitle") }}
    />
  );
}
