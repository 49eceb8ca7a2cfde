import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../../api/client";
import { useMe } from "../../api/session";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Input, Select, useOnce } from "../../ui/form";
import { ProblemHelp } from "../../ui/ProblemHelp";
import { Away } from "../../ui/url";
import { Facts, Id, Money, Status } from "../../ui/values";
import { minor } from "./minor";

/** Money for the wallet: how much and by which way, then what there is to do for it. */
export function TopUp({ made: before, close }: { made?: Schema<"TopUp">; close: () => void }) {
  const { t } = useTranslation("buyer");
  const { currency } = useMe();
  const queries = useQueryClient();
  const once = useOnce();
  const [amount, setAmount] = useState("");
  const [method, setMethod] = useState<"bank" | "stripe">("bank");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [made, setMade] = useState(before);
  const money = minor(amount, currency);
  const start = async () => {
    if (money === undefined) return;
    setBusy(true);
    setProblem(undefined);
    try {
      setMade(await ask(api.POST("/v1/topups", { params: { header: { "Idempotency-Key": once.key } }, body: { amount: { amount: money, currency }, method } })));
      void queries.invalidateQueries({ queryKey: ["topups"] });
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  if (made) {
    return (
      <Dialog title={t("wallet.topUp")} onClose={close} footer={<Button kind="primary" onClick={close}>{t("wallet.close")}</Button>}>
        <Instructions topUp={made} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t("wallet.topUp")}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t("buy.cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={money === undefined} onClick={() => void start()}>
            {t("wallet.goOn")}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <Input
          label={t("wallet.amount", { currency })}
          inputMode="decimal"
          autoFocus
          value={amount}
          error={amount && money === undefined ? t("wallet.noAmount") : undefined}
          onChange={(event) => {
            once.renew();
            setAmount(event.target.value);
          }}
        />
        <Select
          label={t("wallet.way")}
          value={method}
          options={(["bank", "stripe"] as const).map((value) => ({ value, label: t(`wallet.ways.${value}`) }))}
          onChange={(event) => {
            once.renew();
            setMethod(event.target.value as "bank" | "stripe");
          }}
        />
        <p className="text-muted">{t(`wallet.wayNotes.${method}`)}</p>
        {problem !== undefined && <ProblemHelp problem={problem} />}
      </form>
    </Dialog>
  );
}

export function Instructions({ topUp }: { topUp: Schema<"TopUp"> }) {
  const { t } = useTranslation("buyer");
  return (
    <div className="grid gap-4">
      <p>{t(topUp.method === "bank" ? "wallet.bankNote" : "wallet.cardNote")}</p>
      <Facts
        rows={[
          [t("wallet.amountOnly"), <strong key="amount"><Money value={topUp.amount} /></strong>],
          [t("wallet.state"), <Status key="state" tone={topUp.state === "paid" ? "good" : topUp.state === "failed" ? "bad" : "info"}>{t(`wallet.states.${topUp.state}`)}</Status>],
          [t("wallet.reference"), <Id key="reference" value={topUp.reference} whole />],
          topUp.transfer_to && [t("wallet.holder"), topUp.transfer_to.holder],
          topUp.transfer_to && ["IBAN", <Id key="iban" value={topUp.transfer_to.iban} whole />],
          topUp.transfer_to && ["BIC", <Id key="bic" value={topUp.transfer_to.bic} whole />],
          !!topUp.failure && [t("wallet.failure"), topUp.failure],
          !!topUp.url && topUp.state === "open" && [t("wallet.pay"), <Away key="url" href={topUp.url}>{t("wallet.payNow")}</Away>],
        ]}
      />
    </div>
  );
}
