import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button, ButtonLink } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Select, TextArea } from "../ui/form";
import { FormDialog } from "../ui/FormDialog";
import { money, number, percent, seconds, span } from "../ui/format";
import { Section, SmallTable, Stat, Tabs, Tiles } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { useUrl } from "../ui/url";
import { Facts, Id, Num } from "../ui/values";

type Vertical = Schema<"Vertical">;
const LEVELS = ["cold", "engaged", "mql", "sql"] as const;
/** Prices of a vertical have no currency of their own: the same number of minor units in any. */
const units = (amount: number) => money({ amount, currency: "XTS" }).replace(" XTS", "");
const lasting = (duration: string | undefined) => (duration === undefined ? undefined : span(seconds(duration)));

/** A vertical in one of its versions. Versions never change: what is saved is the next one. */
export function VerticalDetail({ code }: { code: string }) {
  const { t } = useTranslation("operator");
  const [search, change] = useUrl();
  const version = search["version"];
  const now = useQuery({ queryKey: ["vertical", code], queryFn: () => ask(api.GET("/v1/verticals/{code}", { params: { path: { code } } })) });
  const before = useQuery({
    queryKey: ["vertical", code, version],
    enabled: version !== undefined,
    queryFn: () => ask(api.GET("/v1/verticals/{code}/versions/{version}", { params: { path: { code, version: Number(version) } } })),
  });
  return (
    <Loaded of={version === undefined ? now : before}>
      {(it) => (
        <>
          <div className="mb-4 flex items-end gap-2">
            <Select
              label={t("vertical.version")}
              value={String(it.version)}
              onChange={(event) => change({ version: event.target.value === String(now.data?.version) ? undefined : event.target.value }, { replace: true })}
              options={Array.from({ length: now.data?.version ?? it.version }, (_, n) => ({ value: String(n + 1), label: String(n + 1) })).reverse()}
            />
            {it.version === now.data?.version && <NextVersion of={it} />}
          </div>
          <Tabs
            name="part"
            tabs={[
              { id: "terms", label: t("vertical.terms"), content: () => <Terms of={it} /> },
              { id: "fields", label: t("vertical.fields"), content: () => <Fields of={it} /> },
              { id: "score", label: t("vertical.score"), content: () => <Score of={it} /> },
              { id: "price", label: t("vertical.price"), content: () => <PriceRule code={it.code} /> },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}

function Terms({ of }: { of: Vertical }) {
  const { t } = useTranslation("operator");
  return (
    <>
      <Section title={t("vertical.prices")}>
        <Tiles>
          {LEVELS.map((level) => (
            <Stat key={level} label={level} value={units(of.prices[level])} />
          ))}
        </Tiles>
      </Section>
      <Facts
        rows={[
          [t("vertical.code"), <Id key="code" value={of.code} whole />],
          [t("vertical.rules"), of.rule_set],
          [t("vertical.slots"), of.slots],
          [t("vertical.exclusive"), of.exclusive_multiplier && `× ${number(of.exclusive_multiplier)}`],
          [t("vertical.floor"), of.floor !== undefined && units(of.floor)],
          [t("vertical.fee"), of.fee_bps !== undefined && percent(of.fee_bps / 10_000)],
          [t("vertical.returnWindow"), lasting(of.return_window)],
          [t("vertical.duplicateWindow"), lasting(of.duplicate_window)],
          [t("vertical.life"), lasting(of.listing_life)],
        ]}
      />
    </>
  );
}

function Fields({ of }: { of: Vertical }) {
  const { t } = useTranslation(["operator", "ui"]);
  return (
    <SmallTable
      caption={t("vertical.fields")}
      head={[t("vertical.field"), t("vertical.type"), t("vertical.required"), t("vertical.shown"), t("vertical.options")]}
      rows={of.fields.map((field) => [
        <>
          {field.label ?? field.name} <code className="font-mono text-xs text-muted">{field.name}</code>
        </>,
        field.type,
        field.required ? t("ui:yes") : t("ui:no"),
        field.shown === false ? t("ui:no") : t("ui:yes"),
        <span className="line-clamp-2 text-muted">{field.options?.map((option) => option.value).join(", ")}</span>,
      ])}
    />
  );
}

function Score({ of }: { of: Vertical }) {
  const { t } = useTranslation("operator");
  const { levels, groups } = of.scorecard;
  return (
    <>
      <Section title={t("vertical.levels")} actions={<ButtonLink to={`/operator/verticals/${of.code}/scorecard`}>{t("trial.open")}</ButtonLink>}>
        <Tiles>
          <Stat label="engaged" value={t("vertical.from", { points: levels.engaged })} />
          <Stat label="mql" value={t("vertical.from", { points: levels.mql })} />
          <Stat label="sql" value={t("vertical.from", { points: levels.sql })} />
        </Tiles>
      </Section>
      {groups.map((group) => (
        <Section key={group.name} title={group.name} note={t("vertical.cap", { points: group.cap })}>
          <SmallTable
            caption={group.name}
            head={[t("vertical.rule"), t("vertical.when"), { label: t("vertical.points"), right: true }]}
            rows={group.rules.map((rule) => [
              rule.label ?? rule.name,
              <code key="when" className="font-mono text-xs break-words text-muted">
                {JSON.stringify(rule.when)}
              </code>,
              <Num key="points" value={rule.points} />,
            ])}
          />
        </Section>
      ))}
    </>
  );
}

function PriceRule({ code }: { code: string }) {
  const { t } = useTranslation("operator");
  const toast = useToast();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const rule = useQuery({ queryKey: ["price-rule", code], queryFn: () => ask(api.GET("/v1/verticals/{code}/price-rule", { params: { path: { code } } })) });
  return (
    <Loaded of={rule}>
      {(it) => (
        <>
          <Section
            title={t("vertical.fresh")}
            note={t("vertical.ruleVersion", { version: it.version })}
            actions={<Button onClick={() => setAsking(true)}>{t("vertical.newRule")}</Button>}
          >
            <Tiles>
              {LEVELS.map((level) => (
                <Stat key={level} label={level} value={units(it.levels[level])} />
              ))}
            </Tiles>
          </Section>
          <Section title={t("vertical.ageing")}>
            <SmallTable
              caption={t("vertical.ageing")}
              head={[t("vertical.after"), { label: t("vertical.factor"), right: true }]}
              rows={it.age.map((step) => [lasting(step.after), percent(step.factor_bps / 10_000)])}
            />
          </Section>
          <Facts rows={[[t("vertical.floor"), units(it.floor)], [t("vertical.exclusive"), percent(it.exclusive_bps / 10_000)]]} />
          {asking && (
            <FormDialog
              title={t("vertical.newRule")}
              text={t("vertical.newRuleText")}
              confirm={t("vertical.publish")}
              fields={[
                ...LEVELS.map((level) => ({ name: level, label: level, type: "money" as const, required: true, start: String(it.levels[level] / 100) })),
                { name: "floor", label: t("vertical.floor"), type: "money", required: true, start: String(it.floor / 100) },
                { name: "exclusive_bps", label: t("vertical.exclusiveBps"), type: "number", required: true, start: String(it.exclusive_bps) },
              ]}
              onClose={() => setAsking(false)}
              submit={async ({ cold, engaged, mql, sql, floor, exclusive_bps }) => {
                await ask(
                  api.POST("/v1/verticals/{code}/price-rule", {
                    params: { path: { code } },
                    body: {
                      levels: { cold: Number(cold), engaged: Number(engaged), mql: Number(mql), sql: Number(sql) },
                      age: it.age,
                      floor: Number(floor),
                      exclusive_bps: Number(exclusive_bps),
                    },
                  }),
                );
                toast(t("vertical.published"));
                await queries.invalidateQueries({ queryKey: ["price-rule", code] });
              }}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

/** The whole version as text, to be changed and saved as the next. */
function NextVersion({ of }: { of: Vertical }) {
  const { t } = useTranslation(["operator", "ui"]);
  const toast = useToast();
  const queries = useQueryClient();
  const { code: _, version: __, ...body } = of;
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const made = await ask(
        api.POST("/v1/verticals/{code}/versions", { params: { path: { code: of.code } }, body: JSON.parse(text ?? "") as Schema<"VerticalBody"> }),
      );
      toast(t("vertical.saved", { version: made.version }));
      setText(undefined);
      await Promise.all([queries.invalidateQueries({ queryKey: ["vertical", of.code] }), queries.invalidateQueries({ queryKey: ["verticals"] })]);
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button onClick={() => setText(JSON.stringify(body, null, 2))}>{t("vertical.next")}</Button>
      {text !== undefined && (
        <Dialog
          wide
          title={t("vertical.next")}
          onClose={() => setText(undefined)}
          footer={
            <>
              <Button onClick={() => setText(undefined)}>{t("ui:cancel")}</Button>
              <Button kind="primary" busy={busy} onClick={() => void save()}>
                {t("vertical.saveNext")}
              </Button>
            </>
          }
        >
          <div className="grid gap-3">
            <TextArea label={t("vertical.body")} hint={t("vertical.bodyHint")} rows={18} spellCheck={false} className="font-mono text-xs" value={text} onChange={(event) => setText(event.target.value)} />
            <ProblemHelp problem={problem} />
          </div>
        </Dialog>
      )}
    </>
  );
}
