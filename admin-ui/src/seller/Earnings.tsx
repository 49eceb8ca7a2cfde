import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { EChartsOption } from "echarts";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { CompanyHint } from "../account/CompanyHint";
import { api, ask, type Schema } from "../api/client";
import { Problem } from "../api/problem";
import { Button } from "../ui/Button";
import { Chart } from "../ui/Chart";
import { useConfirm } from "../ui/Dialog";
import { date, decimals, money } from "../ui/format";
import { useOnce } from "../ui/form";
import { Screen, Section, SmallTable, Stat, Tiles } from "../ui/layout";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Go } from "../ui/url";
import { Facts, Money, Status, Time } from "../ui/values";
import { DestinationForm } from "./DestinationForm";
import { PAYOUT } from "./states";
import { PeriodPicker, usePeriod } from "../reports/period";
import { useEarnings } from "./reports";

const RECENT = 5;

/** Where the seller's money stands, and how it gets out. */
export default function Earnings() {
  const { t } = useTranslation("seller");
  const { query } = usePeriod();
  const earnings = useEarnings(query);
  return (
    <Screen title={t("nav.earnings")} actions={<PeriodPicker />} wide>
      <CompanyHint lacks="statements" />
      <Balances reserve={earnings.data?.data.at(-1)?.reserve} paid={earnings.data?.data} />
      <div className="mb-6">
        <Loaded of={earnings} lines={8}>
          {({ data }) => <Days rows={data} />}
        </Loaded>
      </div>
      <div className="grid gap-6 xl:grid-cols-3">
        <Destination />
        <RecentPayouts />
        <RecentStatements />
      </div>
    </Screen>
  );
}

type Day = { day: string; earned: Value; pending: Value; payable: Value; reserve: Value; paid_out: Value; currency: string };
type Value = { amount: number; currency: string };

function Balances({ reserve, paid }: { reserve: Value | undefined; paid: Day[] | undefined }) {
  const { t } = useTranslation("seller");
  const wallet = useQuery({ queryKey: ["wallet"], queryFn: () => ask(api.GET("/v1/wallet")) });
  const out = paid?.[0] && { currency: paid[0].currency, amount: paid.reduce((all, day) => all + day.paid_out.amount, 0) };
  return (
    <Loaded of={wallet} lines={2}>
      {(it) => (
        <div className="mb-4">
          <Tiles>
            <Stat label={t("earnings.pending")} value={<Money value={it.pending} />} note={t("earnings.pendingNote")} />
            <Stat label={t("earnings.payable")} value={<Money value={it.payable} />} note={t("earnings.payableNote")} {...((it.payable?.amount ?? 0) < 0 ? { tone: "bad" as const } : {})} />
            <Stat label={t("earnings.reserve")} value={<Money value={reserve} />} note={t("earnings.reserveNote")} />
            <Stat label={t("earnings.paidOut")} value={<Money value={out} />} note={t("earnings.paidOutNote")} />
          </Tiles>
          <AskPayout payable={it.payable} />
        </div>
      )}
    </Loaded>
  );
}

function AskPayout({ payable }: { payable: Value | undefined }) {
  const { t } = useTranslation("seller");
  const confirm = useConfirm();
  const toast = useToast();
  const queries = useQueryClient();
  const once = useOnce();
  if (!payable || payable.amount <= 0) return null;
  return (
    <div className="mt-3">
      <Button
        kind="primary"
        icon="bank"
        onClick={() =>
          confirm({
            title: t("earnings.ask"),
            effects: [t("earnings.askEffect", { amount: money(payable) }), t("earnings.askApproval")],
            confirm: t("earnings.ask"),
            run: async () => {
              await ask(api.POST("/v1/payouts", { params: { header: { "Idempotency-Key": once.key } }, body: { amount: payable } }));
              once.renew();
              await Promise.all([["wallet"], ["payouts"], ["reports", "earnings"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
              toast(t("earnings.askedFor"));
            },
          })
        }
      >
        {t("earnings.askAll", { amount: money(payable) })}
      </Button>
    </div>
  );
}

function Days({ rows }: { rows: Day[] }) {
  const { t, i18n } = useTranslation("seller");
  const scale = 10 ** decimals(rows[0]?.currency ?? "USD");
  const option = useMemo<EChartsOption>(() => {
    const stacked = (["pending", "payable", "reserve"] as const).map((name) => ({
      name: t(`earnings.${name}`),
      type: "line" as const,
      stack: "balance",
      step: "end" as const,
      symbol: "none",
      areaStyle: { opacity: 0.25 },
      lineStyle: { width: 1 },
      data: rows.map((day) => day[name].amount / scale),
    })).filter((one, n) => n === 0 || one.data.some((value) => value !== 0));
    const paid = rows.some((day) => day.paid_out.amount !== 0);
    return {
      tooltip: { trigger: "axis", valueFormatter: (value) => money({ amount: Math.round(Number(value) * scale), currency: rows[0]?.currency ?? "USD" }) },
      legend: { data: [...stacked.map((one) => one.name), t("earnings.earned"), ...(paid ? [t("earnings.paidOut")] : [])] },
      grid: { left: 4, right: 8, bottom: 6 },
      xAxis: { type: "category", data: rows.map((day) => date(day.day)) },
      yAxis: { type: "value" },
      series: [
        ...stacked,
        { name: t("earnings.earned"), type: "bar", barMaxWidth: 14, itemStyle: { borderRadius: [2, 2, 0, 0] }, data: rows.map((day) => day.earned.amount / scale) },
        ...(paid ? [{ name: t("earnings.paidOut"), type: "bar" as const, barMaxWidth: 14, data: rows.map((day) => day.paid_out.amount / scale) }] : []),
      ],
    };
    // eslint-disable-next-line
  }, [rows, i18n.language]);
  const empty = rows.every((day) => [day.earned, day.pending, day.payable, day.reserve, day.paid_out].every((value) => value.amount === 0));
  return (
    <Chart
      title={t("earnings.days")}
      description={t("earnings.daysWords", { count: rows.length })}
      head={[t("trends.day"), t("earnings.earned"), t("earnings.pending"), t("earnings.payable"), t("earnings.reserve"), t("earnings.paidOut")]}
      rows={empty ? [] : rows.map((day) => [date(day.day), ...[day.earned, day.pending, day.payable, day.reserve, day.paid_out].map(money)])}
      option={option}
      height={empty ? 90 : 260}
    />
  );
}

function Destination() {
  const { t } = useTranslation("seller");
  const [changing, setChanging] = useState(false);
  const destination = useQuery({
    queryKey: ["payout-destination"],
    queryFn: (): Promise<Schema<"PayoutDestination"> | null> =>
      ask(api.GET("/v1/payout-destination")).catch((e: unknown) => {
        if (Problem.from(e).status === 404) return null;
        throw e;
      }),
  });
  return (
    <Section
      title={t("earnings.destination")}
      actions={
        <Button small onClick={() => setChanging(true)}>
          {t(destination.data ? "earnings.change" : "earnings.set")}
        </Button>
      }
    >
      <Loaded of={destination} lines={3}>
        {(it) =>
          it === null ? (
            <p className="text-muted">{t("earnings.noDestination")}</p>
          ) : (
            <Facts
              rows={[
                [t("earnings.method"), t(`earnings.methods.${it.method}`)],
                [t("earnings.holder"), it.holder],
                [t("earnings.account"), it.account],
                it.bank !== "" && [t("earnings.bank"), it.bank],
              ]}
            />
          )
        }
      </Loaded>
      {changing && <DestinationForm now={destination.data ?? null} close={() => setChanging(false)} />}
    </Section>
  );
}

function RecentPayouts() {
  const { t } = useTranslation("seller");
  const payouts = useQuery({ queryKey: ["payouts", "recent"], queryFn: () => ask(api.GET("/v1/payouts", { params: { query: { limit: RECENT } } })) });
  return (
    <Section title={t("nav.payouts")} actions={<Go className="self-center text-accent underline" to="/seller/payouts">{t("earnings.all")}</Go>}>
      <Loaded of={payouts} lines={3}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{t("payouts.emptyText")}</p>
          ) : (
            <SmallTable
              caption={t("nav.payouts")}
              head={[t("trends.day"), t("batches.state"), { label: t("payouts.amount"), right: true }]}
              rows={data.map((one) => [<Time key="at" at={one.created_at} day />, <Status key="state" tone={PAYOUT[one.state]}>{t(`payouts.states.${one.state}`)}</Status>, <Money key="amount" value={one.amount} />])}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

function RecentStatements() {
  const { t } = useTranslation("seller");
  const statements = useQuery({ queryKey: ["statements", "recent"], queryFn: () => ask(api.GET("/v1/statements", { params: { query: { limit: RECENT } } })) });
  return (
    <Section title={t("nav.statements")} actions={<Go className="self-center text-accent underline" to="/seller/statements">{t("earnings.all")}</Go>}>
      <Loaded of={statements} lines={3}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{t("statements.emptyText")}</p>
          ) : (
            <SmallTable
              caption={t("nav.statements")}
              head={[t("statements.number"), t("trends.day"), { label: t("statements.total"), right: true }]}
              rows={data.map((one) => [
                <Go key="number" className="text-accent underline" to={`/seller/statements?open=${one.id}`}>{one.number}</Go>,
                <Time key="issued" at={one.issued} day />,
                <Money key="total" value={one.total} />,
              ])}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
