import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/session";
import { Button } from "../ui/Button";
import { decimals } from "../ui/format";
import { IndexPage } from "../ui/IndexPage";
import { useUrl } from "../ui/url";
import { Money, None, Num, Time } from "../ui/values";
import { current, keyOf, perLead, type Plan } from "./plan";
import { everyPlan } from "./publish";
import { Offered, PlanDetail } from "./PlanDetail";

const PlanForm = lazy(() => import("./PlanForm"));

/** What buyers can subscribe to, each plan in its newest version. */
export default function Plans() {
  const { t } = useTranslation("operator");
  const me = useMe();
  const [search, change] = useUrl();
  const create = (
    <Button kind="primary" icon="plus" onClick={() => change({ new: "1" })}>
      {t("nav.newPlan")}
    </Button>
  );
  return (
    <>
      <IndexPage<Plan>
        name="plans"
        title={t("nav.plans")}
        queryKey={["plans"]}
        pollMs={0}
        load={async (_, __, ___, signal) => ({ data: current(await everyPlan(signal)) })}
        id={keyOf}
        columns={[
          { id: "name", label: t("plan.name"), cell: (it) => it.name, sort: (it) => it.name },
          { id: "code", label: t("plan.code"), width: 150, cell: (it) => <code className="font-mono text-xs">{it.code}</code>, sort: (it) => it.code },
          { id: "version", label: t("plan.version"), width: 80, right: true, cell: (it) => it.version },
          { id: "price", label: t("plan.priceShort"), width: 120, right: true, cell: (it) => <Money value={it.price} />, csv: (it) => it.price.amount / 10 ** decimals(it.price.currency) },
          { id: "quota", label: t("plan.quotaShort"), width: 110, right: true, cell: (it) => <Num value={it.quota} />, sort: (it) => it.quota },
          { id: "per_lead", label: t("plan.perLead"), width: 110, right: true, cell: (it) => <Money value={perLead(it)} />, csv: (it) => perLead(it).amount / 10 ** decimals(it.price.currency) },
          { id: "vertical", label: t("plan.vertical"), width: 150, cell: (it) => it.vertical ?? t("plan.anyVertical") },
          { id: "overage_price", label: t("plan.overageShort"), width: 120, right: true, cell: (it) => (it.overage_price ? <Money value={it.overage_price} /> : <None />), csv: (it) => it.overage_price && it.overage_price.amount / 10 ** decimals(it.price.currency) },
          { id: "offered", label: t("plan.state"), width: 120, cell: (it) => <Offered plan={it} /> },
          { id: "created_at", label: t("plan.since"), width: 120, right: true, hidden: true, cell: (it) => <Time at={it.created_at} /> },
        ]}
        filters={[
          { name: "name", label: t("plan.name"), keep: (it, value) => `${it.name} ${it.code}`.toLowerCase().includes(value.toLowerCase()) },
          { name: "state", label: t("plan.state"), options: (["offered", "withdrawn"] as const).map((value) => ({ value, label: t(`plan.states.${value}`) })), keep: (it, value) => it.offered === (value === "offered") },
        ]}
        actions={create}
        drawer={(key) => <PlanDetail planKey={key} />}
        drawerTitle={(_, it) => it?.name ?? t("plan.one")}
        empty={{ icon: "star", title: t("plan.emptyTitle"), text: t("plan.emptyText"), action: create }}
      />
      {search["new"] && (
        <Suspense fallback={null}>
          <PlanForm currency={me.currency} onClose={(made) => change({ new: undefined, ...(made ? { open: keyOf(made) } : {}) }, { replace: true })} />
        </Suspense>
      )}
    </>
  );
}
