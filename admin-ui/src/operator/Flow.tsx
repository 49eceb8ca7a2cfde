import { useQuery } from "@tanstack/react-query";
import type { EChartsOption } from "echarts";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { useMe } from "../api/session";
import { Chart } from "../ui/Chart";
import { Select } from "../ui/form";
import { dateTime, money, number } from "../ui/format";
import { Section, Stat, Tiles } from "../ui/layout";
import { Loaded } from "../ui/states";
import { useUrl } from "../ui/url";
import { Money, Num } from "../ui/values";

const POLL_MS = 30_000;
const DAYS_BY_HOUR_MAX = 3;
const SPANS = [1, 3, 7, 30];

const isoDay = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

type Flow = Awaited<ReturnType<typeof load>>["data"];
const load = (days: number, currency: string) =>
  ask(api.GET("/v1/reports/flow", { params: { query: { from: isoDay(days - 1), by: days > DAYS_BY_HOUR_MAX ? "day" : "hour", currency } } }));

/** Leads and money, hour by hour. */
export function Flow() {
  const { t } = useTranslation("operator");
  const me = useMe();
  const [search, change] = useUrl();
  const proof = useQuery({ queryKey: ["ledger", "proof", false], queryFn: () => ask(api.GET("/v1/ledger/proof")) });
  const used = proof.data?.sums.map(({ sum }) => sum.currency) ?? [];
  const usual = used.length === 0 || used.includes(me.currency) ? me.currency : (used[0] ?? me.currency); // what is traded in says more
  const currency = search["currency"] ?? usual;
  const days = SPANS.find((one) => String(one) === search["days"]) ?? 1;
  const flow = useQuery({ queryKey: ["flow", days, currency], queryFn: () => load(days, currency), refetchInterval: POLL_MS, enabled: search["currency"] !== undefined || !proof.isPending });
  const currencies = [...new Set([usual, currency, me.currency, ...used])];
  return (
    <Section
      title={t("today.figures", { count: days })}
      actions={
        <>
          <Select
            bare
            label={t("today.span")}
            value={String(days)}
            options={SPANS.map((count) => ({ value: String(count), label: t("today.days", { count }) }))}
            onChange={(event) => change({ days: event.target.value === "1" ? undefined : event.target.value }, { replace: true })}
          />
          <Select
            bare
            label={t("ledger.currency")}
            value={currency}
            options={currencies.map((value) => ({ value, label: value }))}
            onChange={(event) => change({ currency: event.target.value === usual ? undefined : event.target.value }, { replace: true })}
          />
        </>
      }
    >
      <Loaded of={flow} lines={10}>
        {({ data }) => <Figures rows={data} days={days} currency={currency} />}
      </Loaded>
    </Section>
  );
}

function Figures({ rows, days, currency }: { rows: Flow; days: number; currency: string }) {
  const { t } = useTranslation("operator");
  const sum = (of: (row: Flow[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
  const cash = (amount: number) => ({ amount, currency });
  const labels = useMemo(
    () => rows.map((row) => (days > DAYS_BY_HOUR_MAX ? row.at.slice(0, 10) : new Date(row.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }))),
    [rows, days],
  );
  const leads = useMemo<EChartsOption>(
    () => ({
      tooltip: { trigger: "axis" },
      legend: {},
      xAxis: { type: "category", data: labels },
      yAxis: { type: "value", minInterval: 1 },
      series: [
        { name: t("today.leads"), type: "bar", data: rows.map((row) => row.leads) },
        { name: t("today.sold"), type: "bar", data: rows.map((row) => row.sold) },
        { name: t("today.returned"), type: "bar", data: rows.map((row) => row.returned) },
      ],
    }),
    [rows, labels, t],
  );
  const flows = useMemo<EChartsOption>(
    () => ({
      tooltip: { trigger: "axis" },
      legend: {},
      xAxis: { type: "category", data: labels },
      yAxis: { type: "value" },
      series: [
        { name: t("today.in"), type: "bar", stack: "money", data: rows.map((row) => row.money_in.amount / 100) },
        { name: t("today.out"), type: "bar", stack: "money", data: rows.map((row) => -row.money_out.amount / 100) },
      ],
    }),
    [rows, labels, t],
  );
  const [total, sold, returned] = [sum((row) => row.leads), sum((row) => row.sold), sum((row) => row.returned)];
  const [paidIn, paidOut] = [cash(sum((row) => row.money_in.amount)), cash(sum((row) => row.money_out.amount))];
  const at = (cell: unknown) => dateTime(String(cell));
  return (
    <>
      <div className="mb-4">
        <Tiles>
          <Stat label={t("today.in")} value={<Money value={paidIn} />} />
          <Stat label={t("today.out")} value={<Money value={paidOut} />} />
          <Stat label={t("today.leads")} value={<Num value={total} />} />
          <Stat label={t("today.sold")} value={<Num value={sold} />} />
          <Stat label={t("today.returned")} value={<Num value={returned} />} />
        </Tiles>
      </div>
      <div className="grid gap-4 xl:grid-cols-2">
        <Chart
          title={t("today.leadsChart")}
          description={t("today.leadsSay", { leads: number(total), sold: number(sold), returned: number(returned) })}
          head={[t("today.at"), t("today.leads"), t("today.sold"), t("today.returned")]}
          rows={rows.map((row) => [row.at, row.leads, row.sold, row.returned])}
          show={(cell, column) => (column === 0 ? at(cell) : number(Number(cell)))}
          option={leads}
        />
        <Chart
          title={t("today.moneyChart")}
          description={t("today.moneySay", { in: money(paidIn), out: money(paidOut) })}
          head={[t("today.at"), t("today.in"), t("today.out")]}
          rows={rows.map((row) => [row.at, row.money_in.amount / 100, row.money_out.amount / 100])}
          show={(cell, column) => (column === 0 ? at(cell) : number(Number(cell)))}
          option={flows}
        />
      </div>
    </>
  );
}
