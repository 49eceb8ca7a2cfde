import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, type UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import type { Problem } from "../api/problem";
import { useMe } from "../api/session";
import { Button } from "../ui/Button";
import { Checkbox, Input, placeFaults, Select } from "../ui/form";
import { Icon } from "../ui/icons";
import { Card, Screen } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { useProfile } from "./CompanyHint";
import { countries } from "./countries";
import { bodyOf, formOf, lettersOf, shape, type Typed } from "./profile";

type Profile = Schema<"Profile">;

/** Who the party is on invoices and statements; the operator's is the marketplace's own. */
export default function Company() {
  const { t } = useTranslation("account");
  const me = useMe();
  const saved = me.profile_saved === true;
  const profile = useProfile(saved);
  return (
    <Screen title={t("nav.company")}>
      {!saved && <Missing />}
      {saved ? <Loaded of={profile}>{(it) => <Form now={it} />}</Loaded> : <Form now={undefined} />}
    </Screen>
  );
}

/** What refuses to happen until it is said. */
function Missing() {
  const { t } = useTranslation("account");
  const { roles } = useMe();
  const kinds = (["operator", "buyer", "seller"] as const).filter((role) => roles.includes(role));
  return (
    <div role="note" className="mb-5 flex max-w-4xl gap-3 rounded-md border border-warn/40 bg-warn-soft p-3">
      <Icon name="alarm" className="mt-0.5 text-warn" />
      <div>
        <p className="font-semibold">{t("company.missing")}</p>
        {kinds.map((role) => (
          <p key={role}>{t(`company.why.${role}`)}</p>
        ))}
      </div>
    </div>
  );
}

function Form({ now }: { now: Profile | undefined }) {
  const { t, i18n } = useTranslation(["account", "ui"]);
  const queries = useQueryClient();
  const toast = useToast();
  const [problem, setProblem] = useState<Problem>();
  const words = { required: t("ui:required"), email: t("company.noEmail") };
  const form = useForm<Typed>({ resolver: zodResolver(shape(words)), defaultValues: formOf(now, i18n.language) });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (typed) => {
    setProblem(undefined);
    try {
      const saved = await ask(api.PUT("/v1/profile", { body: bodyOf(typed) }));
      queries.setQueryData(["profile"], saved);
      for (const list of ["documents", "statements"]) queries.removeQueries({ queryKey: [list] }); // what waited is written now
      form.reset(formOf(saved, i18n.language));
      toast(t("company.saved"));
      await queries.invalidateQueries({ queryKey: ["me"] });
    } catch (e) {
      setProblem(placeFaults(form, e));
    }
  });
  const text = (name: keyof Typed & `${string}`, more: { hint?: string; max: number; type?: "email"; complete?: string }) => (
    <Input
      label={t(`company.${name as "name"}`)}
      hint={more.hint}
      type={more.type ?? "text"}
      maxLength={more.max}
      autoComplete={more.complete ?? "off"}
      error={errors[name]?.message}
      {...form.register(name)}
    />
  );
  return (
    <form className="grid max-w-5xl gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1fr)_20rem]" noValidate onSubmit={(event) => void submit(event)}>
      <div className="grid content-start gap-5">
        <Part title={t("company.who")}>
          <div className="sm:col-span-2">{text("name", { hint: t("company.nameHint"), max: 200, complete: "organization" })}</div>
          {text("vat_id", { hint: t("company.vatHint"), max: 30 })}
          {text("registration", { hint: t("company.registrationHint"), max: 60 })}
        </Part>
        <Part title={t("company.where")}>
          <div className="sm:col-span-2">{text("street", { max: 200, complete: "street-address" })}</div>
          {text("postcode", { max: 20, complete: "postal-code" })}
          {text("city", { max: 100, complete: "address-level2" })}
          {text("region", { hint: t("company.regionHint"), max: 100, complete: "address-level1" })}
          <Select label={t("company.country")} options={countries(i18n.language)} autoComplete="country" error={errors.country?.message} {...form.register("country")} />
        </Part>
        <Documents form={form}>{text("email", { hint: t("company.emailHint"), max: 254, type: "email", complete: "email" })}</Documents>
        <ProblemHelp problem={problem} />
        <div className="flex items-center gap-3">
          <Button kind="primary" type="submit" busy={isSubmitting}>
            {t("ui:save")}
          </Button>
          <p className="text-muted">{t("company.effect")}</p>
        </div>
      </div>
      <Letterhead form={form} />
    </form>
  );
}

const Part = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <fieldset>
    <legend className="mb-2 font-semibold">{title}</legend>
    <Card className="grid gap-3 sm:grid-cols-2">{children}</Card>
  </fieldset>
);

/** Where documents go, and how often; the marketplace itself gets none. */
function Documents({ form, children }: { form: UseFormReturn<Typed>; children: React.ReactNode }) {
  const { t } = useTranslation("account");
  const { roles } = useMe();
  const cycle = form.getValues("rhythm") === "cycle";
  const rhythms = cycle ? (["cycle"] as const) : (["monthly", "daily", "purchase"] as const);
  return (
    <Part title={t("company.documents")}>
      {children}
      {!roles.includes("operator") && (
        <Select
          label={t("company.rhythm")}
          hint={t(cycle ? "company.cycleHint" : "company.rhythmHint")}
          options={rhythms.map((value) => ({ value, label: t(`company.rhythms.${value}`) }))}
          {...form.register("rhythm")}
        />
      )}
      {roles.includes("seller") && (
        <div className="sm:col-span-2">
          <Checkbox label={t("company.selfBilling")} hint={t("company.selfBillingHint")} {...form.register("self_billing")} />
        </div>
      )}
    </Part>
  );
}

/** As it will stand on the next document. */
function Letterhead({ form }: { form: UseFormReturn<Typed> }) {
  const { t, i18n } = useTranslation("account");
  const lines = lettersOf(form.watch(), i18n.language);
  return (
    <aside aria-label={t("company.onPaper")}>
      <p className="mb-2 font-semibold">{t("company.onPaper")}</p>
      <div className="min-h-40 rounded-sm border border-line bg-panel p-5 break-words">
        {lines.length === 0 ? <p className="text-muted">{t("company.nothingYet")}</p> : lines.map((line, n) => <p key={n} className={n === 0 ? "font-semibold" : ""}>{line}</p>)}
      </div>
      <p className="mt-2 text-xs text-muted">{t("company.onPaperNote")}</p>
    </aside>
  );
}
