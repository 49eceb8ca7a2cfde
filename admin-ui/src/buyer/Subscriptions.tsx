import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { Dialog, useConfirm } from "../ui/Dialog";
import { Select, useOnce } from "../ui/form";
import { date, money, number } from "../ui/format";
import { Card, Screen, Section, SmallTable } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { EmptyState, Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Facts, Money, Status, Time, type Tone } from "../ui/values";
import { newest } from "./plans";

type Plan = Schema<"Plan">;
type Subscription = Schema<"Subscription">;
const STATES: Record<Subscription["status"], Tone> = { trialing: "info", active: "good", past_due: "bad", paused: "warn", ended: "off" };

/** Leads paid for by the month: what one has, what is left of it, and what else is offered. */
export default function Subscriptions() {
  const { t } = useTranslation("buyer");
  const plans = useQuery({ queryKey: ["plans"], queryFn: ({ signal }) => ask(api.GET("/v1/plans", { params: { query: { limit: 100 } }, signal })) });
  const own = useQuery({ queryKey: ["subscriptions"], queryFn: ({ signal }) => ask(api.GET("/v1/subscriptions", { params: { query: { limit: 100 } }, signal })) });
  const running = (own.data?.data ?? []).filter((one) => one.status !== "ended");
  const offered = newest(plans.data?.data ?? []);
  return (
    <Screen title={t("nav.subscriptions")}>
      <Section title={t("subscriptions.yours")}>
        <Loaded of={own} lines={3}>
          {({ data }) =>
            data.length === 0 ? (
              <p className="text-muted">{t("subscriptions.none")}</p>
            ) : (
              <div className="grid gap-4">
                {[...running, ...data.filter((one) => one.status === "ended")].map((one) => (
                  <One key={one.id} id={one.id} plans={plans.data?.data ?? []} offered={offered} />
                ))}
              </div>
            )
          }
        </Loaded>
      </Section>
      <Section title={t("subscriptions.plans")}>
        <Loaded of={plans} lines={3}>
          {() =>
            offered.length === 0 ? (
              <EmptyState icon="star" title={t("subscriptions.noPlans")} text={t("subscriptions.noPlansText")} />
            ) : (
              <div className="grid grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-3">
                {offered.map((plan) => (
                  <Offer key={plan.id} plan={plan} />
                ))}
              </div>
            )
          }
        </Loaded>
      </Section>
    </Screen>
  );
}

function Offer({ plan }: { plan: Plan }) {
  const { t } = useTranslation("buyer");
  const queries = useQueryClient();
  const confirm = useConfirm();
  const toast = useToast();
  const once = useOnce();
  const start = () => {
    once.renew();
    confirm({
      title: t("subscriptions.startOf", { plan: plan.name }),
      effects: [
        plan.trial.days > 0 ? t("subscriptions.trialEffect", { days: plan.trial.days, count: plan.trial.quota }) : t("subscriptions.chargeEffect", { price: money(plan.price) }),
        t("subscriptions.quotaEffect", { count: plan.quota, shown: number(plan.quota) }),
        t("subscriptions.renewEffect"),
      ],
      confirm: t("subscriptions.start"),
      run: async () => {
        await ask(api.POST("/v1/subscriptions", { params: { header: { "Idempotency-Key": once.key } }, body: { plan: plan.code } }));
        toast(t("subscriptions.started"));
        await queries.invalidateQueries({ predicate: ({ queryKey }) => ["subscriptions", "subscription", "wallet", "transactions"].includes(String(queryKey[0])) });
      },
    });
  };
  return (
    <Card className="flex flex-col gap-3">
      <div>
        <h3 className="font-semibold">{plan.name}</h3>
        <p className="mt-1">
          <span className="text-xl font-semibold"><Money value={plan.price} /></span> <span className="text-muted">{t("subscriptions.aMonth")}</span>
        </p>
      </div>
      <Terms plan={plan} />
      <Button className="mt-auto" onClick={start}>
        {t("subscriptions.start")}
      </Button>
    </Card>
  );
}

function Terms({ plan }: { plan: Plan }) {
  const { t } = useTranslation("buyer");
  return (
    <ul className="space-y-1 text-muted">
      <li>{t("subscriptions.leadsAMonth", { count: plan.quota, shown: number(plan.quota) })}</li>
      <li>{plan.vertical ? t("subscriptions.ofVertical", { vertical: plan.vertical }) : t("subscriptions.anyVertical")}</li>
      {plan.price_max && <li>{t("subscriptions.upTo", { price: money(plan.price_max) })}</li>}
      <li>{plan.overage_price ? t("subscriptions.overage", { price: money(plan.overage_price) }) : t("subscriptions.noOverage")}</li>
      {plan.rollover.max > 0 && <li>{t("subscriptions.rollover", { count: plan.rollover.max, periods: plan.rollover.periods })}</li>}
      {plan.trial.days > 0 && <li>{t("subscriptions.trial", { days: plan.trial.days, count: plan.trial.quota })}</li>}
    </ul>
  );
}

function One({ id, plans, offered }: { id: string; plans: readonly Plan[]; offered: readonly Plan[] }) {
  const { t } = useTranslation("buyer");
  const queries = useQueryClient();
  const confirm = useConfirm();
  const once = useOnce();
  const [changing, setChanging] = useState(false);
  const one = useQuery({ queryKey: ["subscription", id], queryFn: ({ signal }) => ask(api.GET("/v1/subscriptions/{id}", { params: { path: { id } }, signal })) });
  const act = (what: "cancel" | "pause" | "resume") => {
    once.renew();
    confirm({
      title: t(`subscriptions.${what}`),
      effects: [t(`subscriptions.${what}Effect`)],
      confirm: t(`subscriptions.${what}`),
      danger: what === "cancel",
      run: async () => {
        await ask(api.POST(`/v1/subscriptions/{id}/${what}`, { params: { path: { id }, header: { "Idempotency-Key": once.key } } }));
        await queries.invalidateQueries({ predicate: ({ queryKey }) => ["subscriptions", "subscription"].includes(String(queryKey[0])) });
      },
    });
  };
  return (
    <Card>
      <Loaded of={one} lines={3}>
        {(it) => {
          const plan = plans.find((each) => each.id === it.plan);
          const next = plans.find((each) => each.id === it.next_plan);
          return (
            <>
              <div className="mb-3 flex flex-wrap items-center gap-3">
                <h3 className="font-semibold">{plan?.name ?? it.plan}</h3>
                <Status tone={STATES[it.status]}>{t(`subscriptions.states.${it.status}`)}</Status>
                {it.status !== "ended" && (
                  <span className="ml-auto flex flex-wrap gap-2">
                    <Button onClick={() => setChanging(true)}>{t("subscriptions.change")}</Button>
                    {it.status === "paused" || it.ends_with_period ? <Button onClick={() => act("resume")}>{t("subscriptions.resume")}</Button> : <Button onClick={() => act("pause")}>{t("subscriptions.pause")}</Button>}
                    {!it.ends_with_period && <Button kind="danger" onClick={() => act("cancel")}>{t("subscriptions.cancel")}</Button>}
                  </span>
                )}
              </div>
              <Facts
                rows={[
                  [t("subscriptions.period"), `${date(it.period_start)} – ${date(it.period_end)}`],
                  it.ends_with_period && [t("subscriptions.ends"), <Time key="ends" at={it.period_end} absolute />],
                  next && [t("subscriptions.then"), next.name],
                  it.failed_attempts > 0 && [t("subscriptions.failed"), <span key="failed" className="text-bad">{t("subscriptions.failedTimes", { count: it.failed_attempts })} <Time at={it.next_attempt_at} /></span>],
                ]}
              />
              {(it.leads ?? []).map((quota, n) => (
                <Quota key={n} quota={quota} />
              ))}
              <details className="mt-3">
                <summary className="text-accent">{t("subscriptions.charges")}</summary>
                <Charges id={id} />
              </details>
              {changing && <Change id={id} now={plan} offered={offered} close={() => setChanging(false)} />}
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

function Quota({ quota }: { quota: NonNullable<Subscription["leads"]>[number] }) {
  const { t } = useTranslation("buyer");
  const used = quota.granted - quota.left;
  return (
    <div className="mt-3 max-w-xl">
      <p className="flex justify-between gap-3">
        <span>
          {t("subscriptions.used", { used: number(used), of: number(quota.granted) })} {quota.carried_over && <span className="text-muted">{t("subscriptions.carried")}</span>}
        </span>
        <span className="text-muted">
          {t("subscriptions.until")} <Time at={quota.expires_at} />
        </span>
      </p>
      <progress className="mt-1 h-2 w-full accent-(--accent)" max={quota.granted} value={used} aria-label={t("subscriptions.used", { used: number(used), of: number(quota.granted) })} />
    </div>
  );
}

function Charges({ id }: { id: string }) {
  const { t } = useTranslation("buyer");
  const charges = useQuery({ queryKey: ["subscription", id, "charges"], queryFn: ({ signal }) => ask(api.GET("/v1/subscriptions/{id}/charges", { params: { path: { id }, query: { limit: 100 } }, signal })) });
  return (
    <div className="mt-2">
      <Loaded of={charges} lines={2}>
        {({ data }) =>
          data.length === 0 ? <p className="text-muted">{t("subscriptions.noCharges")}</p> : (
            <SmallTable
              caption={t("subscriptions.charges")}
              head={[t("wallet.when"), t("subscriptions.period"), { label: t("buy.net"), right: true }, { label: t("buy.vat"), right: true }]}
              rows={data.map((one) => [<Time key="at" at={one.at} absolute />, `${date(one.starts_at)} – ${date(one.ends_at)}${one.upgrade ? ` · ${t("subscriptions.upgrade")}` : ""}`, <Money key="net" value={one.net} />, <Money key="vat" value={one.vat} />])}
            />
          )
        }
      </Loaded>
    </div>
  );
}

function Change({ id, now, offered, close }: { id: string; now: Plan | undefined; offered: readonly Plan[]; close: () => void }) {
  const { t } = useTranslation("buyer");
  const queries = useQueryClient();
  const once = useOnce();
  const [plan, setPlan] = useState("");
  const [when, setWhen] = useState<"now" | "period_end">("period_end");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await ask(api.POST("/v1/subscriptions/{id}/change", { params: { path: { id }, header: { "Idempotency-Key": once.key } }, body: { plan, when } }));
      await queries.invalidateQueries({ predicate: ({ queryKey }) => ["subscriptions", "subscription", "wallet"].includes(String(queryKey[0])) });
      close();
    } catch (e) {
      setProblem(e);
      once.renew();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("subscriptions.change")}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t("buy.cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={!plan} onClick={() => void save()}>
            {t("subscriptions.change")}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Select
          label={t("subscriptions.plan")}
          value={plan}
          options={[{ value: "", label: t("returns.choose") }, ...offered.map((one) => ({ value: one.code, label: `${one.name} – ${money(one.price)}${one.id === now?.id ? ` (${t("subscriptions.current")})` : ""}` }))]}
          onChange={(event) => setPlan(event.target.value)}
        />
        <Select
          label={t("subscriptions.when")}
          value={when}
          hint={t(`subscriptions.whenNotes.${when}`)}
          options={(["period_end", "now"] as const).map((value) => ({ value, label: t(`subscriptions.whens.${value}`) }))}
          onChange={(event) => setWhen(event.target.value as "now" | "period_end")}
        />
        {problem !== undefined && <ProblemHelp problem={problem} />}
      </div>
    </Dialog>
  );
}
