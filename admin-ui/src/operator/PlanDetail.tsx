import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Button } from "../ui/Button";
import { useConfirm } from "../ui/Dialog";
import { money } from "../ui/format";
import { Section, SmallTable } from "../ui/layout";
import { EmptyState, Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Go } from "../ui/url";
import { Facts, Id, Money, Num, Status, Time } from "../ui/values";
import { PartyName } from "./PartyName";
import { keyOf, perLead, type Plan } from "./plan";
import { everyPlan, publish } from "./publish";
import { STANDS } from "./subscription";
import { termRows } from "./terms";

const PlanForm = lazy(() => import("./PlanForm"));

const SHOWN = 8;
const POLL_MS = 15_000;

/** A plan: its terms, who has it, and how it was before. */
export function PlanDetail({ planKey }: { planKey: string }) {
  const { t } = useTranslation(["operator", "ui"]);
  const plans = useQuery({ queryKey: ["plans", "versions"], queryFn: ({ signal }) => everyPlan(signal) });
  return (
    <Loaded of={plans}>
      {(all) => {
        const versions = all.filter((plan) => keyOf(plan) === planKey);
        const now = versions[0];
        if (!now) return <EmptyState icon="star" title={t("ui:notHere")} text={t("ui:notHereText")} />;
        return (
          <>
            <Now plan={now} />
            <Subscribers plan={now} all={all} />
            <Section title={t("plan.versions")}>
              <SmallTable
                caption={t("plan.versions")}
                head={[t("plan.version"), t("plan.since"), { label: t("plan.priceShort"), right: true }, { label: t("plan.quotaShort"), right: true }, t("plan.state")]}
                rows={versions.map((it) => [it.version, <Time key="since" at={it.created_at} />, <Money key="price" value={it.price} />, <Num key="quota" value={it.quota} />, it === now ? <Offered key="state" plan={it} /> : <Status key="state" tone="off">{t("plan.states.older")}</Status>])}
              />
            </Section>
          </>
        );
      }}
    </Loaded>
  );
}

function Now({ plan }: { plan: Plan }) {
  const { t } = useTranslation("operator");
  const queries = useQueryClient();
  const confirm = useConfirm();
  const toast = useToast();
  const [drafting, setDrafting] = useState(false);
  const offer = async (offered: boolean) => {
    await publish(plan.code, plan, offered);
    await Promise.all([["plans"], ["subscriptions"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const withdraw = () =>
    confirm({
      title: t("plan.withdrawTitle", { name: plan.name }),
      effects: [t("plan.withdrawNobody"), t("plan.withdrawKeep")],
      confirm: t("plan.withdraw"),
      danger: true,
      run: async () => {
        await offer(false);
        toast(t("plan.withdrawn", { name: plan.name }), { undo: () => offer(true) });
      },
    });
  return (
    <Section
      title={t("plan.terms")}
      note={<Offered plan={plan} />}
      actions={
        <>
          <Button onClick={() => setDrafting(true)}>{t("plan.next")}</Button>
          {plan.offered ? (
            <Button kind="danger" icon="ban" onClick={withdraw}>
              {t("plan.withdraw")}
            </Button>
          ) : (
            <Button icon="check" onClick={() => void offer(true).then(() => toast(t("plan.offeredAgain", { name: plan.name })), (e: unknown) => toast(String(e), { tone: "bad" }))}>
              {t("plan.offer")}
            </Button>
          )}
        </>
      }
    >
      <Facts rows={[[t("plan.code"), <Id key="code" value={plan.code} whole />], [t("plan.version"), plan.version], ...termRows(plan, t), [t("plan.perLead"), t("plan.each", { price: money(perLead(plan)) })]]} />
      {drafting && (
        <Suspense fallback={null}>
          <PlanForm of={plan} currency={plan.price.currency} onClose={() => setDrafting(false)} />
        </Suspense>
      )}
    </Section>
  );
}

function Subscribers({ plan, all }: { plan: Plan; all: readonly Plan[] }) {
  const { t } = useTranslation("operator");
  const { code } = plan;
  const found = useQuery({
    queryKey: ["subscriptions", "of", code],
    staleTime: 0, // buyers subscribe while one looks
    refetchInterval: POLL_MS,
    queryFn: ({ signal }) => ask(api.GET("/v1/subscriptions", { params: { query: { plan: code, limit: SHOWN } }, signal })),
  });
  return (
    <Section
      title={t("plan.subscribers")}
      actions={
        <Go className="self-center text-accent underline" to={`/operator/subscriptions?plan=${encodeURIComponent(code)}`}>
          {t("plan.allSubscribers")}
        </Go>
      }
    >
      <Loaded of={found} lines={3}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{t("plan.nobody")}</p>
          ) : (
            <SmallTable
              caption={t("plan.subscribers")}
              head={[t("subscription.party"), t("plan.version"), t("subscription.status"), t("subscription.until")]}
              rows={data.map((one) => [
                <PartyName key="party" id={one.party} link />,
                all.find((each) => each.id === one.plan)?.version,
                <Status key="status" tone={STANDS[one.status]}>{t(`subscription.states.${one.status}`)}</Status>,
                <Time key="until" at={one.period_end} />,
              ])}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

/** Whether it can be taken. */
export function Offered({ plan }: { plan: Pick<Plan, "offered"> }) {
  const { t } = useTranslation("operator");
  return <Status tone={plan.offered ? "good" : "off"}>{t(plan.offered ? "plan.states.offered" : "plan.states.withdrawn")}</Status>;
}
