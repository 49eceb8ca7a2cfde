import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { z } from "zod/mini";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problem";
import { useDoors, useMe } from "../api/session";
import { Button } from "../ui/Button";
import { Input, placeFaults } from "../ui/form";
import { Card, Screen, Section } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { useToast } from "../ui/Toast";
import { Facts, Id } from "../ui/values";

/** Who one is here, and one's own password. */
export default function Account() {
  const { t } = useTranslation(["account", "ui"]);
  const me = useMe();
  return (
    <Screen title={t("nav.account")}>
      <Section title={me.party.name}>
        <Card>
          <Facts
            rows={[
              [t("id"), <Id key="id" value={me.party.id} whole />],
              me.email ? [t("email"), me.email] : null,
              [t("roles"), me.roles.map((role) => t(`ui:personas.${role}`)).join(", ")],
              [t("currency"), me.currency],
            ]}
          />
        </Card>
      </Section>
      <Section title={t("changePassword")}>
        <Card className="max-w-md">
          <Password />
        </Card>
      </Section>
    </Screen>
  );
}

function Password() {
  const { t } = useTranslation("account");
  const toast = useToast();
  const { lost } = useDoors();
  const [problem, setProblem] = useState<Problem>();
  const shape = z
    .object({
      old_password: z.string().check(z.minLength(1)),
      new_password: z.string().check(z.minLength(12, t("newHint"))),
      again: z.string(),
    })
    .check(z.refine((it) => it.new_password === it.again, { path: ["again"], error: t("differ") }));
  const form = useForm({ resolver: zodResolver(shape), defaultValues: { old_password: "", new_password: "", again: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ old_password, new_password }) => {
    setProblem(undefined);
    try {
      await ask(api.POST("/v1/me/password", { body: { old_password, new_password } }));
      toast(t("changed"));
      lost();
    } catch (e) {
      setProblem(placeFaults(form, e));
    }
  });
  return (
    <form className="grid gap-3" onSubmit={(event) => void submit(event)} noValidate>
      <p className="text-muted">{t("changeNote")}</p>
      <Input label={t("old")} type="password" autoComplete="current-password" error={errors.old_password?.message} {...form.register("old_password")} />
      <Input label={t("new")} hint={t("newHint")} type="password" autoComplete="new-password" error={errors.new_password?.message} {...form.register("new_password")} />
      <Input label={t("again")} type="password" autoComplete="new-password" error={errors.again?.message} {...form.register("again")} />
      <ProblemHelp problem={problem} />
      <div>
        <Button kind="primary" type="submit" busy={isSubmitting}>
          {t("changePassword")}
        </Button>
      </div>
    </form>
  );
}
