import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { save } from "../ui/csv";
import { useConfirm } from "../ui/Dialog";
import { FormDialog } from "../ui/FormDialog";
import { money } from "../ui/format";
import { IndexPage } from "../ui/IndexPage";
import { Section } from "../ui/layout";
import { useToast } from "../ui/Toast";
import { useUrl } from "../ui/url";
import { Facts, Id, Money, Status, Time, type Tone } from "../ui/values";
import { PartyName } from "./PartyName";

type Payout = Schema<"Payout">;
const STATES: Record<Payout["state"], Tone> = { asked: "warn", approved: "info", sent: "info", paid: "good", failed: "bad", denied: "off" };

/** Money that sellers want; large amounts need a second person. */
export default function Payouts() {
  const { t } = useTranslation("operator");
  const [search, change] = useUrl();
  const states = Object.keys(STATES) as Payout["state"][];
  const act = async (it: Payout, what: "approve" | "deny") =>
    what === "approve"
      ? ask(api.POST("/v1/payouts/{id}/approve", { params: { path: { id: it.id } } }))
      : ask(api.POST("/v1/payouts/{id}/deny", { params: { path: { id: it.id } } }));
  const asked = (it: Payout) => it.state === "asked";
  return (
    <>
      <IndexPage<Payout>
        name="payouts"
        title={t("nav.payouts")}
        queryKey={["payouts"]}
        load={(_, cursor, limit) => ask(api.GET("/v1/payouts", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }))}
        id={(it) => it.id}
        columns={[
          { id: "reference", label: t("topup.reference"), cell: (it) => it.reference },
          { id: "party", label: t("payout.seller"), width: 200, cell: (it) => <PartyName id={it.party} /> },
          { id: "destination", label: t("payout.to"), width: 200, cell: (it) => `${it.destination.holder} ${it.destination.account}`, csv: (it) => it.destination.holder },
          { id: "state", label: t("topup.state"), width: 120, cell: (it) => <Status tone={STATES[it.state]}>{t(`payout.states.${it.state}`)}</Status> },
          { id: "amount", label: t("topup.amount"), width: 140, right: true, cell: (it) => <Money value={it.amount} />, csv: (it) => it.amount.amount },
          { id: "created_at", label: t("topup.at"), width: 120, right: true, cell: (it) => <Time at={it.created_at} />, sort: (it) => it.created_at },
        ]}
        filters={[
          { name: "state", label: t("topup.state"), options: states.map((value) => ({ value, label: t(`payout.states.${value}`) })), keep: (it, value) => it.state === value },
          { name: "party", label: t("account.partyId"), keep: (it, value) => it.party === value },
        ]}
        bulk={[
          { label: t("payout.approve"), icon: "check", when: asked, effects: (rows) => rows.map((it) => t("payout.approveEffect", { amount: money(it.amount), to: it.destination.holder })), run: (it) => act(it, "approve") },
          { label: t("payout.deny"), danger: true, when: asked, effects: (rows) => rows.map((it) => t("payout.denyEffect", { amount: money(it.amount), to: it.destination.holder })), run: (it) => act(it, "deny") },
        ]}
        drawer={(_, it) => (it ? <PayoutDetail of={it} act={act} /> : t("posting.notLoaded"))}
        drawerTitle={(_, it) => it?.reference ?? t("nav.payouts")}
        actions={<Button onClick={() => change({ file: "1" })}>{t("payout.file")}</Button>}
        empty={{ icon: "upload", title: t("payout.emptyTitle"), text: t("payout.emptyText") }}
      />
      {search["file"] && <BankFile close={() => change({ file: undefined }, { replace: true })} />}
    </>
  );
}

/** The approved payouts of one way of paying, for the bank. */
function BankFile({ close }: { close: () => void }) {
  const { t } = useTranslation("operator");
  const toast = useToast();
  const queries = useQueryClient();
  return (
    <FormDialog
      title={t("payout.file")}
      text={t("payout.fileText")}
      confirm={t("payout.make")}
      fields={[{ name: "method", label: t("topup.method"), options: [{ value: "sepa", label: "SEPA (pain.001)" }, { value: "ach", label: "ACH (NACHA)" }], start: "sepa" }]}
      onClose={close}
      submit={async ({ method }, key) => {
        const file = await ask(api.POST("/v1/payout-files", { params: { header: { "Idempotency-Key": key } }, body: { method: method as "sepa" | "ach" } }));
        const text = await ask(api.GET("/v1/payout-files/{id}", { params: { path: { id: file.id } }, parseAs: "text" }));
        save(`${file.id}.${file.method === "sepa" ? "xml" : "ach"}`, text as string, "application/octet-stream");
        toast(t("payout.made", { count: file.payouts, total: money(file.total) }));
        await queries.invalidateQueries({ queryKey: ["payouts"] });
      }}
    />
  );
}

function PayoutDetail({ of, act }: { of: Payout; act: (it: Payout, what: "approve" | "deny") => Promise<unknown> }) {
  const { t } = useTranslation("operator");
  const confirm = useConfirm();
  const toast = useToast();
  const queries = useQueryClient();
  const [failing, fail] = useState(false);
  const question = (what: "approve" | "deny") =>
    confirm({
      title: t(`payout.${what}`),
      effects: [t(`payout.${what}Effect`, { amount: money(of.amount), to: of.destination.holder })],
      confirm: t(`payout.${what}`),
      danger: what === "deny",
      run: async () => {
        await act(of, what);
        toast(t(`payout.done.${what}`));
        await queries.invalidateQueries({ queryKey: ["payouts"] });
      },
    });
  return (
    <Section
      title={t("payout.one")}
      actions={
        <>
          {of.state === "asked" && (
            <>
              <Button icon="check" onClick={() => question("approve")}>
                {t("payout.approve")}
              </Button>
              <Button kind="danger" onClick={() => question("deny")}>
                {t("payout.deny")}
              </Button>
            </>
          )}
          {of.state === "sent" && (
            <Button kind="danger" onClick={() => fail(true)}>
              {t("payout.fail")}
            </Button>
          )}
        </>
      }
    >
      <Facts
        rows={[
          [t("account.id"), <Id key="id" value={of.id} whole />],
          [t("payout.seller"), <PartyName key="party" id={of.party} link />],
          [t("topup.amount"), <Money key="amount" value={of.amount} />],
          [t("topup.state"), <Status key="state" tone={STATES[of.state]}>{t(`payout.states.${of.state}`)}</Status>],
          [t("payout.to"), `${of.destination.holder}, ${of.destination.method} ${of.destination.account}, ${of.destination.bank}`],
          [t("topup.reference"), of.reference],
          [t("payout.askedBy"), <Id key="by" value={of.asked_by} />],
          [t("payout.decidedBy"), <Id key="decided" value={of.decided_by} />],
          of.failure !== null && [t("topup.failure"), of.failure],
          [t("topup.at"), <Time key="at" at={of.created_at} absolute />],
          [t("payout.ended"), <Time key="ended" at={of.ended_at} absolute />],
        ]}
      />
      {failing && (
        <FormDialog
          title={t("payout.fail")}
          text={t("payout.failText")}
          confirm={t("payout.fail")}
          danger
          fields={[{ name: "reason", label: t("partner.fields.reason"), required: true }]}
          onClose={() => fail(false)}
          submit={async ({ reason }) => {
            await ask(api.POST("/v1/payouts/{id}/fail", { params: { path: { id: of.id } }, body: { reason: reason ?? "" } }));
            await queries.invalidateQueries({ queryKey: ["payouts"] });
          }}
        />
      )}
    </Section>
  );
}
