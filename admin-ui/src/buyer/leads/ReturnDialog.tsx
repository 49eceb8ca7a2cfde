import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../../api/client";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Select, useOnce } from "../../ui/form";
import { money, relative } from "../../ui/format";
import { ProblemHelp } from "../../ui/ProblemHelp";
import { RETURN_REASONS, useReturnReason } from "../../ui/reasons";
import { useToast } from "../../ui/Toast";
import type { Owned } from "./dispositions";

/** Asks for a return: why, and what one wants for it; what will happen is said first. */
export function ReturnDialog({ lead, close, done }: { lead: Owned; close: () => void; done: () => void }) {
  const { t } = useTranslation("buyer");
  const toast = useToast();
  const words = useReturnReason();
  const once = useOnce();
  const [reason, setReason] = useState("");
  const [remedy, setRemedy] = useState<"money" | "credit">("money");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const paid = { amount: lead.price.amount + lead.vat.amount, currency: lead.price.currency };
  const ask_ = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await ask(
        api.POST("/v1/sales/{id}/returns", { params: { path: { id: lead.id }, header: { "Idempotency-Key": once.key } }, body: { reason, remedy } }),
      );
      toast(t("returns.asked"));
      done();
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  const changed = (set: () => void) => {
    once.renew();
    set();
  };
  return (
    <Dialog title={t("returns.ask")} onClose={close} footer={
      <>
        <Button onClick={close}>{t("buy.cancel")}</Button>
        <Button kind="primary" busy={busy} disabled={!reason} onClick={() => void ask_()}>
          {t("returns.askFor")}
        </Button>
      </>
    }>
      <div className="grid gap-4">
        <Select
          label={t("returns.reason")}
          value={reason}
          hint={t("returns.neverReasons")}
          options={[{ value: "", label: t("returns.choose") }, ...RETURN_REASONS.map((value) => ({ value, label: words(value) }))]}
          onChange={(event) => changed(() => setReason(event.target.value))}
        />
        <Select
          label={t("returns.remedy")}
          value={remedy}
          options={(["money", "credit"] as const).map((value) => ({ value, label: t(`returns.remedies.${value}`) }))}
          onChange={(event) => changed(() => setRemedy(event.target.value as "money" | "credit"))}
        />
        <ul className="list-disc space-y-1 pl-5">
          <li>{lead.paid_by === "quota" ? t("returns.effectQuota") : t("returns.effectMoney", { amount: money(paid) })}</li>
          <li>{t("returns.effectSeller")}</li>
          <li>{t("returns.effectKeeps")}</li>
          <li>{t("returns.effectUntil", { when: relative(lead.return_until) })}</li>
        </ul>
        {problem !== undefined && <ProblemHelp problem={problem} />}
      </div>
    </Dialog>
  );
}
