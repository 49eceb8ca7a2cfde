import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useForm, type RegisterOptions } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problem";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Combobox, Input, placeFaults, Select } from "../ui/form";
import { minorUnits, money } from "../ui/format";
import { SmallTable } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { useToast } from "../ui/Toast";
import { draftOf, keyOf, perLead, termsOf, type Draft, type Plan, type Terms } from "./plan";
import { everyPlan, publish } from "./publish";
import { termRows } from "./terms";

/** A plan, or its next version: filled in, then read as a whole, then published. */
export default function PlanForm({ of, currency, onClose }: { of?: Plan; currency: string; onClose: (made?: Plan) => void }) {
  const { t } = useTranslation(["operator", "ui"]);
  const queries = useQueryClient();
  const toast = useToast();
  const [checked, setChecked] = useState<{ code: string; terms: Terms }>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const form = useForm<Draft>({ defaultValues: draftOf(of, currency) });
  const title = of ? t("plan.nextOf", { name: of.name, version: of.version + 1 }) : t("nav.newPlan");
  const check = form.handleSubmit((draft) => {
    setProblem(undefined);
    setChecked({ code: draft.code.trim(), terms: termsOf(draft) });
  });
  const save = async () => {
    if (!checked) return;
    setBusy(true);
    try {
      const made = await publish(checked.code, checked.terms, true);
      toast(t("plan.published", { name: made.name, version: made.version }));
      await Promise.all([["plans"], ["subscriptions"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
      onClose(made);
    } catch (e) {
      setChecked(undefined);
      setBusy(false);
      setProblem(placeFaults(form, e));
    }
  };
  return (
    <Dialog
      wide
      title={title}
      onClose={() => onClose()}
      footer={
        checked ? (
          <>
            <Button onClick={() => setChecked(undefined)}>{t("ui:back")}</Button>
            <Button kind="primary" busy={busy} onClick={() => void save()}>
              {t("plan.publish")}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={() => onClose()}>{t("ui:cancel")}</Button>
            <Button kind="primary" type="submit" form="plan">
              {t("plan.check")}
            </Button>
          </>
        )
      }
    >
      {checked ? <Review of={of} {...checked} /> : <Fields form={form} of={of} problem={problem} check={() => void check()} />}
    </Dialog>
  );
}

function Fields({ form, of, problem, check }: { form: ReturnType<typeof useForm<Draft>>; of: Plan | undefined; problem: Problem | undefined; check: () => void }) {
  const { t } = useTranslation(["operator", "ui"]);
  const { errors } = form.formState;
  const verticals = useQuery({ queryKey: ["verticals", "codes"], queryFn: () => ask(api.GET("/v1/verticals")) });
  const plans = useQuery({ queryKey: ["plans", "versions"], enabled: !of, queryFn: ({ signal }) => everyPlan(signal) });
  const currency = form.watch("currency").trim().toUpperCase();
  const required = t("ui:required");
  const amount = (value: string) => value.trim() === "" || (minorUnits(value, currency) ?? 0) > 0 || t("ui:noAmount");
  const whole = (max: number, min = 0) => (value: string) => value.trim() === "" || (/^\d{1,7}$/.test(value.trim()) && Number(value) >= min && Number(value) <= max) || t("plan.wholeNumber", { min, max });
  const both = (other: keyof Draft) => (value: string) => (Number(value) > 0) === (Number(form.getValues(other)) > 0) || t("plan.bothOrNone");
  const field = (name: keyof Draft, rules: RegisterOptions<Draft>, more: { hint?: string; money?: boolean; number?: boolean; max?: number } = {}) => (
    <Input
      label={t(`plan.fields.${name}`) + (more.money ? ` (${currency})` : "")}
      hint={more.hint}
      inputMode={more.money ? "decimal" : more.number ? "numeric" : undefined}
      maxLength={more.max}
      autoComplete="off"
      error={errors[name]?.message}
      {...form.register(name, rules)}
    />
  );
  const fresh = (code: string) => !plans.data?.some((plan) => keyOf(plan) === `${code.trim()}.${currency}`) || t("plan.codeTaken");
  return (
    <form
      id="plan"
      noValidate
      className="grid gap-x-4 gap-y-3 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
    >
      {of && <p className="text-muted sm:col-span-2">{t("plan.nextText")}</p>}
      {field("name", { validate: (value) => value.trim() !== "" || required }, { hint: t("plan.nameHint"), max: 200 })}
      {of ? null : field("code", { required, pattern: { value: /^\s*[a-z0-9][a-z0-9-]{0,39}\s*$/, message: t("plan.codeHint") }, validate: fresh }, { hint: t("plan.codeHint"), max: 40 })}
      {!of && <Combobox label={t("plan.fields.currency")} options={["USD", "EUR", "GBP", "XTS"]} maxLength={3} error={errors.currency?.message} {...form.register("currency", { pattern: { value: /^\s*[A-Za-z]{3}\s*$/, message: t("plan.currencyHint") }, required })} />}
      <Select label={t("plan.fields.vertical")} error={errors.vertical?.message} options={[{ value: "", label: t("plan.anyVertical") }, ...(verticals.data?.data ?? []).map((one) => ({ value: one.code, label: one.name }))]} {...form.register("vertical")} />
      {field("price", { required, validate: amount }, { money: true, hint: t("plan.priceHint") })}
      {field("quota", { required, validate: whole(1_000_000, 1) }, { number: true, hint: t("plan.quotaHint") })}
      {field("overage_price", { validate: amount }, { money: true, hint: t("plan.overageHint") })}
      {field("price_max", { validate: amount }, { money: true, hint: t("plan.priceMaxHint") })}
      <Pair legend={t("plan.trial")}>
        {field("trial", { validate: whole(365) }, { number: true })}
        {field("trial_quota", { validate: { whole: whole(1_000_000), both: both("trial") } }, { number: true })}
      </Pair>
      <Pair legend={t("plan.rollover")}>
        {field("rollover", { validate: whole(1_000_000) }, { number: true })}
        {field("rollover_periods", { validate: { whole: whole(24), both: both("rollover") } }, { number: true })}
      </Pair>
      <div className="sm:col-span-2">
        <ProblemHelp problem={problem} />
      </div>
    </form>
  );
}

const Pair = ({ legend, children }: { legend: string; children: React.ReactNode }) => (
  <fieldset>
    <legend className="sr-only">{legend}</legend>
    <div className="grid grid-cols-2 gap-3">{children}</div>
  </fieldset>
);

/** All of it, beside what is in force, and what publishing does. */
function Review({ of, code, terms }: { of: Plan | undefined; code: string; terms: Terms }) {
  const { t } = useTranslation("operator");
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  const [before, after] = [of && termRows(of, t), termRows(terms, t)];
  const changed = after.filter(([, words], n) => before?.[n]?.[1] !== words).length;
  return (
    <div ref={top} tabIndex={-1} className="grid gap-4 outline-none">
      <p>{of ? (changed === 0 ? t("plan.nothingChanged") : t("plan.changed", { count: changed })) : t("plan.readIt", { code })}</p>
      <SmallTable
        caption={t("plan.terms")}
        head={[t("plan.term"), ...(before ? [t("plan.versionNow", { version: of?.version })] : []), t("plan.new")]}
        rows={after.map(([name, words], n) => {
          const old = before?.[n]?.[1];
          return [<span key="name" className="text-muted">{name}</span>, ...(before ? [old] : []), old === undefined || old === words ? words : <strong key="new">{words}</strong>];
        })}
      />
      <ul className="list-disc space-y-1 pl-5">
        <li>{t("plan.effectNow", { currency: terms.price.currency })}</li>
        <li>{t("plan.effectCharge", { price: money(terms.price) })}</li>
        <li>{t("plan.effectLead", { count: terms.quota, each: money(perLead(terms)) })}</li>
        {of && <li>{t("plan.effectKeep", { version: of.version })}</li>}
      </ul>
    </div>
  );
}
