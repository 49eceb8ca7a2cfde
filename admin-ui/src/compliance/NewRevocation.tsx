import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Problem } from "../api/problem";
import { Combobox, Input } from "../ui/form";
import { useToast } from "../ui/Toast";
import { useGo } from "../ui/url";
import { Ask, textOf } from "./Ask";
import { Who, whoOf } from "./Who";

/** A person said no: entered here, in force at once. */
export function NewRevocation({ who, onClose }: { who?: string; onClose: () => void }) {
  const { t } = useTranslation("compliance");
  const queries = useQueryClient();
  const toast = useToast();
  const go = useGo();
  const run = async (form: FormData) => {
    const named = whoOf(form, t("find.unreadable"));
    const claimed = textOf(form, "claimed");
    const said = { channel: textOf(form, "channel") ?? "", ...(claimed ? { claimed_at: new Date(claimed).toISOString() } : {}) };
    const recorded =
      "subject" in named
        ? await Promise.all((await consents(named.subject)).map((consent) => revoke({ consent, ...said })))
        : [await revoke({ ...named, ...said })];
    const first = recorded[0]?.revocations[0];
    const ended = recorded.reduce((sum, one) => sum + one.consents_ended, 0);
    void queries.invalidateQueries({ queryKey: ["revocations"] });
    void queries.invalidateQueries({ queryKey: ["trail"] });
    toast(t("revocation.done", { count: ended }));
    onClose();
    if (first) go(`/compliance/revocations?open=${first}`);
  };
  /** Of a person known by id: each consent that is read in the trail. */
  const consents = async (subject: string): Promise<string[]> => {
    const purpose = t("revocation.purpose");
    const { leads } = await ask(api.GET("/v1/subjects/{id}/trail", { params: { path: { id: subject }, query: { purpose } } }));
    if (leads.length === 0) throw new Problem(404, "not-found", "", undefined, [], undefined, {});
    return [...new Set(leads.map((lead) => lead.consent.id))];
  };
  return (
    <Ask
      title={t("revocation.new")}
      confirm={t("withdraw")}
      danger
      onClose={onClose}
      run={run}
      effects={(["now", "listings", "told", "clocks"] as const).map((one) => t(`revocation.effects.${one}`))}
    >
      <Who who={who} />
      <Combobox
        label={t("revocation.channel")}
        hint={t("revocation.channelHint")}
        name="channel"
        options={["phone", "email", "sms", "letter", "page"]}
        required
        maxLength={40}
        pattern=".*\S.*"
      />
      <Input label={t("revocation.claimed")} hint={t("revocation.claimedHint")} name="claimed" type="datetime-local" />
    </Ask>
  );
}

const revoke = (body: { consent: string; channel: string } | { lead: string; channel: string } | { person: object; channel: string }) =>
  ask(api.POST("/v1/revocations", { body: body as never }));
