import type { EChartsOption } from "echarts";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../api/client";
import { Chart } from "../ui/Chart";
import { number } from "../ui/format";
import { Section, SmallTable, Stat, Tiles } from "../ui/layout";
import { Id, None, Num, Time } from "../ui/values";
import { differences, rates, verdict, type Card, type Trial } from "./draft";

const ALL = ["cold", "engaged", "mql", "sql"] as const;

/** What the draft would have made of the leads, beside the published card. */
export function TrialResult({ of, card }: { of: Trial; card: Card }) {
  const { t } = useTranslation("operator");
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // what was asked for is below what was written; only this scrolls, not the frame around it
    const page = top.current?.closest("main .overflow-auto");
    if (page && top.current) page.scrollTop += top.current.getBoundingClientRect().top - page.getBoundingClientRect().top - 12;
  }, [of]);
  return (
    <div ref={top}>
      <Section
        title={t("trial.result")}
        note={
          <>
            <Time at={of.from} absolute /> – <Time at={of.to} absolute />
            {of.cut && ` · ${t("trial.cut")}`}
          </>
        }
      >
        <Tiles>
          <Stat label={t("trial.leads")} value={<Num value={of.leads} />} note={of.of > of.leads ? t("trial.sample", { of: number(of.of) }) : t("trial.all")} />
          <Stat label={t("trial.up")} value={<Num value={of.moves.up.leads} />} note={t("trial.mean", { points: number(of.moves.up.mean), most: of.moves.up.most })} />
          <Stat label={t("trial.down")} value={<Num value={of.moves.down.leads} />} note={t("trial.mean", { points: number(of.moves.down.mean), most: of.moves.down.most })} />
          <Stat label={t("trial.same")} value={<Num value={of.moves.same} />} />
        </Tiles>
      </Section>
      <Section title={t("trial.tells")} note={t("trial.tellsNote")}>
        <div className="grid gap-3 lg:grid-cols-2">
          <Told title={t("trial.conversion")} of={of.conversion} good={t("trial.wonOnes")} bad={t("trial.notWon")} />
          <Told title={t("trial.returns")} of={of.returns} good={t("trial.kept")} bad={t("trial.returnedOnes")} />
        </div>
      </Section>
      <div className="mb-6 grid gap-4 xl:grid-cols-2">
        <Spread of={of} />
        <Rates of={of} />
      </div>
      <Shifts of={of} />
      <Examples of={of} card={card} />
    </div>
  );
}

function Told({ title, of, good, bad }: { title: string; of: Schema<"Separation">; good: string; bad: string }) {
  const { t } = useTranslation("operator");
  const said = verdict(of);
  const tone = said === "better" ? "text-good" : said === "worse" ? "text-bad" : "";
  const shown = (value: number | null) => (value === null ? <None /> : value.toFixed(3));
  return (
    <div className="rounded-lg border border-line p-4">
      <p className="text-muted">{title}</p>
      <p className="mt-1 text-xl font-semibold tabular-nums">
        {shown(of.before)} <span aria-hidden="true">→</span> <span className={tone}>{shown(of.after)}</span>
      </p>
      <p className={`mt-1 ${tone}`}>{t(`trial.verdicts.${said}`)}</p>
      <p className="mt-0.5 text-xs text-muted">
        {number(of.good)} {good}, {number(of.bad)} {bad}
        {of.error !== null && ` · ${t("trial.error", { error: of.error.toFixed(3) })}`}
      </p>
    </div>
  );
}

const label = (band: Trial["bands"][number]) => `${band.from}–${band.to}`;

function Spread({ of }: { of: Trial }) {
  const { t } = useTranslation("operator");
  const option = useMemo<EChartsOption>(
    () => ({
      tooltip: { trigger: "axis" },
      legend: {},
      xAxis: { type: "category", data: of.bands.map(label) },
      yAxis: { type: "value", minInterval: 1 },
      series: [
        { name: t("trial.before"), type: "bar", data: of.bands.map((band) => band.before.leads) },
        { name: t("trial.after"), type: "bar", data: of.bands.map((band) => band.after.leads) },
      ],
    }),
    [of, t],
  );
  return (
    <Chart
      title={t("trial.spread")}
      description={t("trial.spreadSay", { up: number(of.moves.up.leads), down: number(of.moves.down.leads) })}
      head={[t("vertical.points"), t("trial.before"), t("trial.after")]}
      rows={of.bands.map((band) => [label(band), band.before.leads, band.after.leads])}
      show={(cell, column) => (column === 0 ? String(cell) : number(Number(cell)))}
      option={option}
    />
  );
}

function Rates({ of }: { of: Trial }) {
  const { t } = useTranslation("operator");
  const rows = useMemo(() => of.bands.map((band) => ({ band, before: rates(band.before), after: rates(band.after) })), [of]);
  const option = useMemo<EChartsOption>(() => {
    const line = (name: string, data: (number | null)[], dashed: boolean) => ({ name, type: "line" as const, data, connectNulls: true, symbolSize: 6, lineStyle: { type: dashed ? ("dashed" as const) : ("solid" as const) } });
    return {
      tooltip: { trigger: "axis" },
      legend: {},
      xAxis: { type: "category", data: of.bands.map(label) },
      yAxis: { type: "value", min: 0, axisLabel: { formatter: "{value} %" } },
      series: [
        line(t("trial.wonBefore"), rows.map((row) => row.before.won), true),
        line(t("trial.wonAfter"), rows.map((row) => row.after.won), false),
        line(t("trial.returnedBefore"), rows.map((row) => row.before.returned), true),
        line(t("trial.returnedAfter"), rows.map((row) => row.after.returned), false),
      ],
    };
  }, [of, rows, t]);
  return (
    <Chart
      title={t("trial.rates")}
      description={t("trial.ratesSay")}
      head={[
        t("vertical.points"),
        t("trial.soldBefore"),
        t("trial.wonBefore"),
        t("trial.returnedBefore"),
        t("trial.soldAfter"),
        t("trial.wonAfter"),
        t("trial.returnedAfter"),
      ]}
      rows={rows.map(({ band, before, after }) => [label(band), band.before.sold, before.won, before.returned, band.after.sold, after.won, after.returned])}
      show={(cell, column) => (column === 0 ? String(cell) : cell === null ? "–" : column === 1 || column === 4 ? number(Number(cell)) : `${number(Number(cell))} %`)}
      option={option}
    />
  );
}

function Shifts({ of }: { of: Trial }) {
  const { t } = useTranslation("operator");
  const leads = (from: string, to: string) => of.shifts.find((one) => one.from === from && one.to === to)?.leads ?? 0;
  return (
    <Section title={t("trial.shifts")} note={t("trial.shiftsNote")}>
      <SmallTable
        caption={t("trial.shifts")}
        head={[t("trial.levelBefore"), ...ALL.map((to) => ({ label: t("trial.wouldBe", { level: to }), right: true as const }))]}
        rows={ALL.map((from) => [
          from,
          ...ALL.map((to) => {
            const count = leads(from, to);
            return count === 0 ? <None key={to} /> : <span className={from === to ? "text-muted" : "font-semibold"}>{number(count)}</span>;
          }),
        ])}
      />
    </Section>
  );
}

function Examples({ of, card }: { of: Trial; card: Card }) {
  const { t } = useTranslation("operator");
  const labels = new Map(card.groups.flatMap((group) => group.rules.map((rule) => [rule.name, rule.label ?? rule.name])));
  return (
    <Section title={t("trial.examples")} note={t("trial.examplesNote")}>
      <SmallTable
        caption={t("trial.examples")}
        head={[t("dispute.lead"), { label: t("trial.before"), right: true }, { label: t("trial.after"), right: true }, t("trial.levels"), t("trial.why"), t("trial.reads")]}
        rows={of.examples.map((one) => [
          <Id value={one.lead} />,
          one.before.points,
          <strong className={one.after.points > one.before.points ? "text-good" : one.after.points < one.before.points ? "text-bad" : ""}>{one.after.points}</strong>,
          <span className="whitespace-nowrap">{one.before.level === one.after.level ? one.after.level : `${one.before.level} → ${one.after.level}`}</span>,
          <ul>
            {differences(one).map(({ rule, points }) => (
              <li key={rule} className="flex gap-1.5">
                <span className={`w-8 shrink-0 text-right tabular-nums ${points > 0 ? "text-good" : "text-bad"}`}>{points > 0 ? `+${points}` : `−${-points}`}</span>
                {labels.get(rule) ?? rule}
              </li>
            ))}
          </ul>,
          <span className="font-mono text-xs break-words text-muted">
            {Object.entries(one.read)
              .map(([name, value]) => `${name.replace("attr.", "")}: ${String(value)}`)
              .concat(one.hidden.map((name) => `${name.replace("attr.", "")}: •••`))
              .join(" · ")}
          </span>,
        ])}
      />
    </Section>
  );
}
