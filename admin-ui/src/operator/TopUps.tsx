import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { FormDialog } from "../ui/FormDialog";
import { IndexPage } from "../ui/IndexPage";
import { Section } from "../ui/layout";
import { useToast } from "../ui/Toast";
import { Badge, Facts, Id, Money, Status, Time, type Tone } from "../ui/values";
import { PartyName } from "./PartyName";

type TopUp = Schema<"TopUp">;
const STATES: Record<TopUp["state"], Tone> = { open: "info", paid: "good", failed: "bad" };

/** Money that buyers pay in. */
export default function TopUps() {
  const { t } = useTranslation("operator");
  const states = Object.keys(STATES) as TopUp["state"][];
  return (
    <IndexPage<TopUp>
      name="topups"
      title={t("nav.topups")}
      queryKey={["topups"]}
      load={(_, cursor, limit) => ask(api.GET("/v1/topups", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }))}
      id={(it) => it.id}
      columns={[
        { id: "reference", label: t("topup.reference"), cell: (it) => <>{it.reference} {it.automatic && <Badge>{t("topup.automatic")}</Badge>}</> },
        { id: "party", label: t("topup.party"), width: 200, cell: (it) => <PartyName id={it.party} /> },
        { id: "method", label: t("topup.method"), width: 130, cell: (it) => t(`topup.methods.${it.method}`) },
        { id: "state", label: t("topup.state"), width: 120, cell: (it) => <Status tone={STATES[it.state]}>{t(`topup.states.${it.state}`)}</Status> },
        { id: "amount", label: t("topup.amount"), width: 140, right: true, cell: (it) => <Money value={it.amount} />, csv: (it) => it.amount.amount },
        { id: "created_at", label: t("topup.at"), width: 120, right: true, cell: (it) => <Time at={it.created_at} />, sort: (it) => it.created_at },
      ]}
      filters={[
        { name: "state", label: t("topup.state"), options: states.map((value) => ({ value, label: t(`topup.states.${value}`) })), keep: (it, value) => it.state === value },
        { name: "party", label: t("account.partyId"), keep: (it, value) => it.party === value },
      ]}
      drawer={(_, it) => (it ? <TopUpDetail of={it} /> : t("posting.notLoaded"))}
      drawerTitle={(_, it) => it?.reference ?? t("nav.topups")}
      empty={{ icon: "download", title: t("topup.emptyTitle"), text: t("topup.emptyText") }}
    />
  );
}

function TopUpDetail({ of }: { of: TopUp }) {
  const { t } = useTranslation("operator");
  const toast = useToast();
  const queries = useQueryClient();
  const [asking, ask_] = useState(false);
  return (
    <Section
      title={t("topup.one")}
      actions={
        of.state === "paid" && (
          <Button icon="return" onClick={() => ask_(true)}>
            {t("topup.refund")}
          </Button>
        )
      }
    >
      <Facts
        rows={[
          [t("account.id"), <Id key="id" value={of.id} whole />],
          [t("topup.party"), <PartyName key="party" id={of.party} link />],
          [t("topup.amount"), <Money key="amount" value={of.amount} />],
          [t("topup.state"), <Status key="state" tone={STATES[of.state]}>{t(`topup.states.${of.state}`)}</Status>],
          [t("topup.method"), t(`topup.methods.${of.method}`)],
          [t("topup.reference"), of.reference],
          of.failure !== null && [t("topup.failure"), of.failure],
          [t("topup.at"), <Time key="at" at={of.created_at} absolute />],
          [t("topup.paidAt"), <Time key="paid" at={of.paid_at} absolute />],
        ]}
      />
      {asking && (
        <FormDialog
          title={t("topup.refund")}
          text={t("topup.refundText")}
          confirm={t("topup.refund")}
          danger
          currency={of.amount.currency}
          fields={[{ name: "amount", label: t("topup.amount"), type: "money", required: true }]}
          onClose={() => ask_(false)}
          submit={async ({ amount }, key) => {
            await ask(
              api.POST("/v1/topups/{id}/refunds", {
                params: { path: { id: of.id }, header: { "Idempotency-Key": key } },
                body: { amount: { amount: Number(amount), currency: of.amount.currency } },
              }),
            );
            toast(t("topup.refundAsked"));
            await queries.invalidateQueries({ queryKey: ["topups"] });
          }}
        />
      )}
    </Section>
  );
}
