import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { date, money } from "../ui/format";
import { IndexPage } from "../ui/IndexPage";
import { Section, SmallTable } from "../ui/layout";
import { Loaded } from "../ui/states";
import { Go } from "../ui/url";
import { Facts, Id, Money, Num, Status, Time } from "../ui/values";
import { PartyName } from "./PartyName";
import { keyOf, type Plan } from "./plan";
import { everyPlan } from "./publish";
import { STANDS, type Subscription } from "./subscription";

const STATES = Object.keys(STANDS) as Subscription["status"][];

/** Who has subscribed to what, and whether it is paid. */
export default function Subscriptions() {
  const { t } = useTranslation("operator");
  const plans = usePlans();
  const nameOf = (id: string) => {
    const plan = plans.get(id);
    return plan ? t("subscription.planOf", { name: plan.name, version: plan.version }) : id;
  };
  return (
    <IndexPage<Subscription>
      name="subscriptions"
      title={t("nav.subscriptions")}
      queryKey={["subscriptions", "page"]}
      load={(filters, cursor, limit, signal) => ask(api.GET("/v1/subscriptions", { params: { query: { ...filters, limit, ...(cursor ? { cursor } : {}) } as never }, ...(signal ? { signal } : {}) }))}
      id={(it) => it.id}
      columns={[
        { id: "party", label: t("subscription.party"), cell: (it) => <PartyName id={it.party} /> },
        { id: "plan", label: t("plan.one"), cell: (it) => nameOf(it.plan), csv: (it) => nameOf(it.plan) },
        { id: "status", label: t("subscription.status"), width: 120, cell: (it) => <Stands of={it} /> },
        { id: "period", label: t("subscription.month"), width: 80, right: true, cell: (it) => <Num value={it.period} /> },
        { id: "period_end", label: t("subscription.until"), width: 130, right: true, cell: (it) => <Time at={it.period_end} /> },
        { id: "failed_attempts", label: t("subscription.failed"), width: 120, right: true, cell: (it) => (it.failed_attempts > 0 ? <span className="text-bad">{it.failed_attempts}</span> : <Num value={0} />) },
        { id: "created_at", label: t("subscription.since"), width: 130, right: true, cell: (it) => <Time at={it.created_at} /> },
      ]}
      filters={[
        { name: "plan", label: t("plan.one"), options: [...new Set([...plans.values()].map((plan) => plan.code))].map((value) => ({ value, label: value })) },
        { name: "status", label: t("subscription.status"), options: STATES.map((value) => ({ value, label: t(`subscription.states.${value}`) })) },
      ]}
      drawer={(id) => <Detail id={id} plans={plans} />}
      drawerTitle={(_, it) => (it ? nameOf(it.plan) : t("subscription.one"))}
      empty={{ icon: "star", title: t("subscription.emptyTitle"), text: t("subscription.emptyText") }}
    />
  );
}

const NONE: ReadonlyMap<string, Plan> = new Map();
const usePlans = (): ReadonlyMap<string, Plan> =>
  useQuery({ queryKey: ["plans", "versions"], queryFn: ({ signal }) => everyPlan(signal), select: (all) => new Map(all.map((plan) => [plan.id, plan])) }).data ?? NONE;

function Stands({ of }: { of: Subscription }) {
  const { t } = useTranslation("operator");
  return <Status tone={STANDS[of.status]}>{t(`subscription.states.${of.status}`)}</Status>;
}

function Detail({ id, plans }: { id: string; plans: ReadonlyMap<string, Plan> }) {
  const { t } = useTranslation("operator");
  const one = useQuery({ queryKey: ["subscription", id], queryFn: ({ signal }) => ask(api.GET("/v1/subscriptions/{id}", { params: { path: { id } }, signal })) });
  return (
    <Loaded of={one}>
      {(it) => {
        const [plan, next] = [plans.get(it.plan), plans.get(it.next_plan ?? "")];
        return (
          <>
            <div className="mb-6">
              <Facts
                rows={[
                  [t("subscription.party"), <PartyName key="party" id={it.party} link />],
                  [t("plan.one"), plan && <Go key="plan" className="text-accent underline" to={`/operator/plans?open=${encodeURIComponent(keyOf(plan))}`}>{t("subscription.planOf", { name: plan.name, version: plan.version })}</Go>],
                  [t("subscription.status"), <Stands key="status" of={it} />],
                  [t("subscription.paidFor"), `${date(it.period_start)} – ${date(it.period_end)}`],
                  it.ends_with_period && [t("subscription.ends"), <Time key="ends" at={it.period_end} absolute />],
                  next && [t("subscription.then"), t("subscription.planOf", { name: next.name, version: next.version })],
                  it.failed_attempts > 0 && [t("subscription.failed"), <span key="failed" className="text-bad">{it.failed_attempts}, {t("subscription.again")} <Time at={it.next_attempt_at} /></span>],
                  [t("subscription.since"), <Time key="since" at={it.created_at} absolute />],
                  it.ended_at !== null && [t("subscription.ended"), <Time key="ended" at={it.ended_at} absolute />],
                  [t("subscription.id"), <Id key="id" value={it.id} whole />],
                ]}
              />
            </div>
            <Section title={t("subscription.leads")}>
              {it.leads?.length ? (
                <SmallTable
                  caption={t("subscription.leads")}
                  head={[t("plan.vertical"), t("plan.priceMax"), { label: t("subscription.left"), right: true }, { label: t("subscription.granted"), right: true }, t("subscription.expires")]}
                  rows={it.leads.map((lot) => [
                    lot.vertical ?? t("plan.anyVertical"),
                    lot.price_max ? money(lot.price_max) : t("plan.anyPrice"),
                    <Num key="left" value={lot.left} />,
                    <Num key="granted" value={lot.granted} />,
                    <span key="expires"><Time at={lot.expires_at} /> {lot.carried_over && <span className="text-muted">{t("subscription.carried")}</span>}</span>,
                  ])}
                />
              ) : (
                <p className="text-muted">{t("subscription.noLeads")}</p>
              )}
            </Section>
            <Charges id={id} />
          </>
        );
      }}
    </Loaded>
  );
}

function Charges({ id }: { id: string }) {
  const { t } = useTranslation("operator");
  const charges = useQuery({ queryKey: ["subscription", id, "charges"], queryFn: ({ signal }) => ask(api.GET("/v1/subscriptions/{id}/charges", { params: { path: { id }, query: { limit: 100 } }, signal })) });
  return (
    <Section title={t("subscription.charges")}>
      <Loaded of={charges} lines={2}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{t("subscription.noCharges")}</p>
          ) : (
            <SmallTable
              caption={t("subscription.charges")}
              head={[t("subscription.when"), t("subscription.paidFor"), { label: t("subscription.net"), right: true }, { label: t("subscription.vat"), right: true }]}
              rows={data.map((one) => [<Time key="at" at={one.at} />, `${date(one.starts_at)} – ${date(one.ends_at)}${one.upgrade ? ` · ${t("subscription.upgrade")}` : ""}`, <Money key="net" value={one.net} />, <Money key="vat" value={one.vat} />])}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
