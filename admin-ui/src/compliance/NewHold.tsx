import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { TextArea } from "../ui/form";
import { useToast } from "../ui/Toast";
import { useGo } from "../ui/url";
import { Ask, textOf } from "./Ask";
import { Who, whoOf } from "./Who";

/** Somebody must not be erased for now. */
export function NewHold({ who, onClose }: { who?: string; onClose: () => void }) {
  const { t } = useTranslation("compliance");
  const queries = useQueryClient();
  const toast = useToast();
  const go = useGo();
  const run = async (form: FormData) => {
    const body = { ...whoOf(form, t("find.unreadable")), reason: textOf(form, "reason") ?? "" };
    const { data } = await ask(api.POST("/v1/holds", { body: body as never }));
    void queries.invalidateQueries({ queryKey: ["holds"] });
    toast(t("holds.done"));
    onClose();
    const first = data[0];
    if (first) go(`/compliance/holds?open=${first.id}`);
  };
  return (
    <Ask title={t("holds.new")} confirm={t("hold")} onClose={onClose} run={run} effects={(["erase", "sell"] as const).map((one) => t(`holds.effects.${one}`))}>
      <Who who={who} />
      <TextArea label={t("reason")} hint={t("reasonHint")} name="reason" required maxLength={500} />
    </Ask>
  );
}
