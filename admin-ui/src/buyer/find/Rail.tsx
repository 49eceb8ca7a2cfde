import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../api/client";
import { useMe } from "../../api/session";
import { Button } from "../../ui/Button";
import { money, number } from "../../ui/format";
import { Checkbox, Select } from "../../ui/form";
import { ProblemHelp } from "../../ui/ProblemHelp";
import { useUrl } from "../../ui/url";
import { CRITERIA, criteriaOf, listed, toggled } from "./criteria";
import { Histogram } from "./Histogram";
import { StateMap } from "./StateMap";
import { useFacets, type Bucket } from "./useFacets";
import { useVerticals } from "./useVerticals";

export const SCORES = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90];

/** In minor units, as the facets cut them. */
export const PRICES = [0, 100, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 7500, 10_000, 15_000, 20_000, 30_000, 50_000, 100_000];
const LEVELS = ["sql", "mql", "engaged", "cold"] as const;
const CHANNELS = ["call", "sms", "email", "autodialed", "prerecorded"] as const;
const AGES = ["PT1H", "P1D", "P7D", "P30D"] as const;
const SHOWN_MAX = 8;

export type Field = Schema<"VerticalField">;

/** Fields one may count by. */
export const countable = (fields: readonly Field[] | undefined): Field[] =>
  (fields ?? []).filter((field) => field.shown !== false && (field.type === "enum" || field.type === "boolean")).slice(0, 5);

/** All that narrows the search, each with how many leads it would leave. */
export function Rail({ vertical, fields }: { vertical: string | undefined; fields: readonly Field[] }) {
  const { t } = useTranslation("buyer");
  const { currency } = useMe();
  const [search, change] = useUrl();
  const verticals = useVerticals();
  const criteria = useMemo(() => criteriaOf(search), [search]);
  const names = useMemo(() => ["state", "level", "score", "price", ...fields.map((field) => `attr.${field.name}`)], [fields]);
  const counted = useFacets(criteria, names);
  const set = (name: string, value: string | undefined) => change({ [name]: value }, { replace: true });
  const chosen = Object.keys(criteria).filter((name) => name !== "vertical");
  const counts = (facet: string): readonly Bucket[] => counted.facets[facet] ?? [];
  const count = (facet: string, value: string) => counts(facet).find((bucket) => bucket.value === value)?.count ?? 0;
  const num = (name: string) => (search[name] === undefined ? undefined : Number(search[name]));
  // The highest score is 100, which is in the last bar: up to and with one less than where the next begins.
  const scoreBelow = search["score.lte"] === undefined ? undefined : Number(search["score.lte"]) + 1;
  return (
    <aside aria-label={t("find.filters")} className="min-h-0 overflow-y-auto border-r border-line px-4 py-3">
      <div className="mb-3 flex min-h-8 items-center justify-between">
        <p role="status" className="font-semibold" data-total={counted.total}>
          {counted.total === undefined ? "…" : t("find.match", { count: counted.total, shown: number(counted.total) + (counted.approximate ? "+" : "") })}
        </p>
        {chosen.length > 0 && (
          <Button kind="quiet" small onClick={() => change(Object.fromEntries(chosen.map((name) => [name, undefined])), { replace: true })}>
            {t("find.clear")}
          </Button>
        )}
      </div>
      {counted.error !== undefined && counted.error !== null && <ProblemHelp problem={counted.error} />}
      <div className="grid gap-4">
        <Select
          label={t("find.vertical")}
          value={vertical ?? ""}
          options={[{ value: "", label: t("find.anyVertical") }, ...(verticals.data?.data ?? []).map((one) => ({ value: one.code, label: one.name }))]}
          onChange={(event) =>
            change({ ...Object.fromEntries(Object.keys(criteria).filter((name) => name.startsWith("attr.")).map((name) => [name, undefined])), vertical: event.target.value || undefined }, { replace: true })
          }
        />
        <Histogram
          label={t("find.score")}
          buckets={counts("score")}
          edges={SCORES}
          from={num("score.gte")}
          below={scoreBelow}
          show={(edge) => String(edge)}
          choose={(from, below) => change({ "score.gte": from?.toString(), "score.lte": below === undefined ? undefined : String(below - 1) }, { replace: true })}
        />
        <Histogram
          label={t("find.price")}
          buckets={counts("price")}
          edges={PRICES}
          from={num("price.gte")}
          below={num("price.lt")}
          show={(edge) => money({ amount: edge, currency })}
          choose={(from, below) => change({ "price.gte": from?.toString(), "price.lt": below?.toString() }, { replace: true })}
        />
        <Group title={t("find.state")} clear={search["state"] ? () => set("state", undefined) : undefined}>
          <StateMap buckets={counts("state")} chosen={listed(search["state"])} toggle={(state) => set("state", toggled(search["state"], state))} />
        </Group>
        <Group title={t("find.level")}>
          {LEVELS.map((level) => (
            <Line key={level} label={t(`levels.${level}`)} count={count("level", level)} checked={listed(search["level"]).includes(level)} toggle={() => set("level", toggled(search["level"], level))} />
          ))}
        </Group>
        <Select
          label={t("find.age")}
          value={search["age.lte"] ?? ""}
          options={[{ value: "", label: t("find.anyAge") }, ...AGES.map((age) => ({ value: age, label: t(`find.ages.${age}`) }))]}
          onChange={(event) => set("age.lte", event.target.value || undefined)}
        />
        <Group title={t("find.consent")}>
          {CHANNELS.map((channel) => (
            <Line key={channel} label={t(`channels.${channel}`)} checked={listed(search["channel"]).includes(channel)} toggle={() => set("channel", toggled(search["channel"], channel))} />
          ))}
          <Line label={t("find.certified")} checked={search["certified"] === "true"} toggle={() => set("certified", search["certified"] ? undefined : "true")} />
          <Line label={t("find.exclusive")} checked={search["exclusive"] === "true"} toggle={() => set("exclusive", search["exclusive"] ? undefined : "true")} />
        </Group>
        {fields.map((field) => {
          const name = `attr.${field.name}`;
          const values = [...new Set([...listed(search[name]), ...counts(name).map((bucket) => bucket.value).filter((value): value is string => !!value)])];
          return (
            <Group key={name} title={field.label ?? field.name}>
              {values.slice(0, SHOWN_MAX).map((value) => (
                <Line
                  key={value}
                  label={field.type === "boolean" ? t(value === "true" ? "yes" : "no") : value}
                  count={count(name, value)}
                  checked={listed(search[name]).includes(value)}
                  toggle={() => set(name, toggled(search[name], value))}
                />
              ))}
              {values.length === 0 && <p className="text-muted">{t("find.noValues")}</p>}
            </Group>
          );
        })}
      </div>
    </aside>
  );
}

function Group({ title, clear, children }: { title: string; clear?: (() => void) | undefined; children: ReactNode }) {
  const { t } = useTranslation("buyer");
  return (
    <fieldset>
      <legend className="sr-only">{title}</legend>
      <div className="mb-1 flex h-6 items-center justify-between">
        <span aria-hidden="true" className="font-medium">
          {title}
        </span>
        {clear && <Button kind="quiet" small icon="x" aria-label={t("find.wholeRange", { what: title })} onClick={clear} />}
      </div>
      {children}
    </fieldset>
  );
}

function Line({ label, count, checked, toggle }: { label: string; count?: number; checked: boolean; toggle: () => void }) {
  return (
    <div className="flex min-h-6.5 items-start justify-between gap-2 py-0.5">
      <Checkbox label={label} checked={checked} onChange={toggle} />
      {count !== undefined && <span className="text-muted tabular-nums">{number(count)}</span>}
    </div>
  );
}

/** Names of criteria that the list is asked by, those of the vertical's fields among them. */
export const criteriaNames = (search: Record<string, string>): string[] => [
  ...CRITERIA,
  ...Object.keys(criteriaOf(search)).filter((name) => name.startsWith("attr.")),
];
