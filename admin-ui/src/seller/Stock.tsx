import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { ButtonLink } from "../ui/Button";
import { decimals } from "../ui/format";
import { IndexPage } from "../ui/IndexPage";
import { Loaded } from "../ui/states";
import { Badge, Id, Money, Num, Status, Time } from "../ui/values";
import { StockMap, useAge } from "./StockMap";
import { LeadDetail } from "./LeadDetail";
import { LEAD } from "./states";
import { askedWhen } from "./figures";
import { useStock } from "./reports";

type Lead = Schema<"OwnLead">;

/** What is on offer, by age and vertical, and every lead of one's own behind it. */
export default function Stock() {
  const { t } = useTranslation("seller");
  const stock = useStock();
  const age = useAge();
  const statuses = Object.keys(LEAD) as Lead["status"][];
  const ages = [...new Map((stock.data?.data ?? []).map((row) => [age.key(row), age.words(row)]))];
  return (
    <IndexPage<Lead>
      name="stock"
      title={t("nav.stock")}
      queryKey={["leads"]}
      load={({ age: hours, sort: _, ...filters }, cursor, limit) =>
        ask(
          api.GET("/v1/leads", {
            params: { query: { limit, ...(filters as object), ...(hours ? askedWhen(hours, Date.now()) : {}), ...(cursor ? { cursor } : {}) } },
          }),
        )
      }
      id={(lead) => lead.id}
      above={<Loaded of={stock} lines={3}>{({ data }) => (data.length === 0 ? null : <StockMap rows={data} />)}</Loaded>}
      columns={[
        { id: "id", label: t("stock.lead"), width: 120, cell: (lead) => <code className="font-mono text-xs">{`lead_…${lead.id.slice(-6)}`}</code> },
        { id: "vertical", label: t("batches.vertical"), cell: (lead) => lead.vertical },
        { id: "level", label: t("stock.level"), width: 80, cell: (lead) => t(`levels.${lead.level}`) },
        { id: "score", label: t("stock.score"), width: 70, right: true, hidden: true, cell: (lead) => <Num value={lead.score} /> },
        { id: "state", label: t("stock.place"), width: 90, cell: (lead) => `${lead.state} ${lead.zip}` },
        { id: "generated_at", label: t("stock.asked"), width: 110, right: true, cell: (lead) => <Time at={lead.generated_at} /> },
        { id: "status", label: t("batches.state"), width: 125, cell: (lead) => <Status tone={LEAD[lead.status]}>{t(`statuses.${lead.status}`)}</Status> },
        { id: "sold", label: t("funnel.sold"), width: 65, right: true, cell: (lead) => `${lead.sold} / ${lead.sold + lead.slots_left}` },
        { id: "price", label: t("stock.price"), width: 100, right: true, cell: (lead) => <Money value={lead.price} />, csv: (lead) => lead.price.amount / 10 ** decimals(lead.price.currency) },
        { id: "certified", label: t("stock.certified"), width: 100, hidden: true, cell: (lead) => (lead.certified ? <Badge tone="good">{t("stock.certified")}</Badge> : null) },
        { id: "batch_id", label: t("batches.id"), width: 140, hidden: true, cell: (lead) => <Id value={lead.batch_id ?? null} /> },
      ]}
      filters={[
        { name: "status", label: t("batches.state"), options: statuses.map((value) => ({ value, label: t(`statuses.${value}`) })) },
        { name: "vertical", label: t("batches.vertical"), options: [...new Set((stock.data?.data ?? []).map((row) => row.vertical))].map((value) => ({ value, label: value })) },
        { name: "age", label: t("stock.age"), options: ages.map(([value, label]) => ({ value, label })) },
        { name: "sold", label: t("funnel.sold"), options: [{ value: "true", label: t("stock.soldYes") }, { value: "false", label: t("stock.soldNo") }] },
        { name: "source", label: t("batches.source") },
        { name: "batch", label: t("batches.id") },
      ]}
      bulk={[
        {
          label: t("stock.withdraw"),
          icon: "ban",
          danger: true,
          when: (lead) => lead.status === "open",
          effects: (leads) => [t("stock.withdrawEffect", { count: leads.length }), t("stock.withdrawSold")],
          run: (lead) => ask(api.POST("/v1/leads/{id}/withdraw", { params: { path: { id: lead.id } } })),
        },
      ]}
      drawer={(id) => <LeadDetail id={id} />}
      drawerTitle={(_, lead) => (lead ? `${lead.vertical} · ${lead.state} ${lead.zip}` : t("stock.lead"))}
      empty={{
        icon: "grid",
        title: t("stock.emptyTitle"),
        text: t("stock.emptyText"),
        action: (
          <ButtonLink to="/seller/upload" kind="primary" icon="upload">
            {t("batches.upload")}
          </ButtonLink>
        ),
      }}
    />
  );
}
