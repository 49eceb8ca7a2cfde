import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Select, TextArea } from "../ui/form";
import { useToast } from "../ui/Toast";
import { useGo } from "../ui/url";
import { Ask, textOf } from "./Ask";
import { Who, whoOf } from "./Who";

export const GROUNDS = ["gdpr-17", "ccpa-1798-105", "other-law", "no-longer-needed"] as const;

/** A person asks to be forgotten. */
export function NewErasure({ who, onClose }: { who?: string; onClose: () => void }) {
  const { t } = useTranslation("compliance");
  const queries = useQueryClient();
  const toast = useToast();
  const go = useGo();
  const run = async (form: FormData) => {
    const ground = GROUNDS.find((one) => one === form.get("ground")) ?? "other-law";
    const body = { ...whoOf(form, t("find.unreadable")), ground, reason: textOf(form, "reason") ?? "" };
    const { data } = await ask(api.POST("/v1/erasures", { body: body as never }));
    void queries.invalidateQueries({ queryKey: ["erasures"] });
    const sealed = data.filter((one) => one.state === "sealed").length;
    toast(sealed > 0 ? t("erasure.sealedDone") : t("erasure.done"));
    onClose();
    const first = data[0];
    if (first) go(`/compliance/erasures?open=${first.id}`);
  };
  return (
    <Ask
      title={t("erasure.new")}
      confirm={t("erase")}
      danger
      onClose={onClose}
      run={run}
      effects={(["leads", "told", "gone", "sealed", "final"] as const).map((one) => t(`erasure.effects.${one}`))}
    >
      <Who who={who} />
      <Select label={t("erasure.ground")} name="ground" required options={GROUNDS.map((value) => ({ value, label: t(`grounds.${value}`) }))} />
      <TextArea label={t("reason")} hint={t("reasonHint")} name="reason" required maxLength={500} />
    </Ask>
  );
}
