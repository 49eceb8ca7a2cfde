import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { FormDialog } from "../ui/FormDialog";
import { IndexPage } from "../ui/IndexPage";
import { Section, Timeline } from "../ui/layout";
import { RETURN_REASONS, useReturnReason } from "../ui/reasons";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Facts, Id, Money, Status, Time, type Tone } from "../ui/values";

type Return = Schema<"Return">;
const STATES: Record<Return["state"], Tone> = { requested: "info", contested: "warn", accepted: "good", denied: "off" };

/** Returns; what a seller has contested is the operator's to decide. */
export default function Disputes() {
  const { t } = useTranslation("operator");
  const reason = useReturnReason();
  return (
    <IndexPage<Return>
      name="disputes"
      title={t("nav.disputes")}
      queryKey={["returns"]}
      load={({ state }, cursor, limit) =>
        ask(api.GET("/v1/returns", { params: { query: { limit, ...(cursor ? { cursor } : {}), ...(state ? { state: state as Return["state"] } : {}) } } }))
      }
      id={(it) => it.id}
      columns={[
        { id: "reason", label: t("dispute.reason"), cell: (it) => reason(it.reason) },
        { id: "state", label: t("dispute.state"), width: 160, cell: (it) => <ReturnState state={it.state} /> },
        { id: "amount", label: t("dispute.amount"), width: 130, right: true, cell: (it) => (it.amount ? <Money value={it.amount} /> : t("dispute.all")), csv: (it) => it.amount?.amount },
        { id: "refunded", label: t("dispute.refunded"), width: 130, right: true, cell: (it) => <Money value={it.refunded} />, csv: (it) => it.refunded.amount },
        { id: "lead", label: t("dispute.lead"), width: 160, cell: (it) => <Id value={it.lead} /> },
        { id: "answer_until", label: t("dispute.until"), width: 120, right: true, cell: (it) => (it.state === "requested" ? <Time at={it.answer_until} /> : <Time at={it.decided_at} />) },
        { id: "requested_at", label: t("dispute.asked"), width: 120, right: true, cell: (it) => <Time at={it.requested_at} />, sort: (it) => it.requested_at },
      ]}
      filters={[
        { name: "state", label: t("dispute.state"), options: (Object.keys(STATES) as Return["state"][]).map((value) => ({ value, label: t(`dispute.states.${value}`) })) },
        { name: "reason", label: t("dispute.reason"), options: RETURN_REASONS.map((value) => ({ value, label: reason(value) })), keep: (it, value) => it.reason === value },
      ]}
      drawer={(id) => <DisputeDetail id={id} />}
      drawerTitle={(_, it) => (it ? reason(it.reason) : t("dispute.one"))}
      empty={{ icon: "scale", title: t("dispute.emptyTitle"), text: t("dispute.emptyText") }}
    />
  );
}

function ReturnState({ state }: { state: Return["state"] }) {
  const { t } = useTranslation("operator");
  return <Status tone={STATES[state]}>{t(`dispute.states.${state}`)}</Status>;
}

function DisputeDetail({ id }: { id: string }) {
  const { t } = useTranslation("operator");
  const reason = useReturnReason();
  const found = useQuery({ queryKey: ["return", id], queryFn: () => ask(api.GET("/v1/returns/{id}", { params: { path: { id } } })) });
  return (
    <Loaded of={found}>
      {(it) => (
        <>
          <Section title={t("dispute.one")} actions={it.state === "requested" || it.state === "contested" ? <Decide of={it} /> : undefined}>
            <Facts
              rows={[
                [t("dispute.state"), <ReturnState key="state" state={it.state} />],
                [t("dispute.reason"), reason(it.reason)],
                [t("dispute.remedy"), t(`dispute.remedies.${it.remedy}`)],
                [t("dispute.amount"), it.amount ? <Money key="amount" value={it.amount} /> : t("dispute.all")],
                [t("dispute.refunded"), <Money key="refunded" value={it.refunded} />],
                [t("dispute.lead"), <Id key="lead" value={it.lead} whole />],
                [t("dispute.sale"), <Id key="sale" value={it.sale} whole />],
                [t("dispute.purchase"), <Id key="purchase" value={it.purchase} whole />],
              ]}
            />
          </Section>
          <Section title={t("dispute.story")}>
            <Timeline
              items={[
                { id: "asked", at: <Time at={it.requested_at} absolute />, title: t("dispute.asked"), text: reason(it.reason) },
                it.decided_at
                  ? {
                      id: "decided",
                      at: <Time at={it.decided_at} absolute />,
                      title: t(`dispute.states.${it.state}`),
                      tone: it.state === "accepted" ? ("good" as const) : ("bad" as const),
                    }
                  : { id: "until", at: <Time at={it.answer_until} absolute />, title: t("dispute.until"), tone: "warn" as const },
              ]}
            />
          </Section>
        </>
      )}
    </Loaded>
  );
}

/** Yes or no, with what will follow. */
function Decide({ of }: { of: Return }) {
  const { t } = useTranslation("operator");
  const toast = useToast();
  const queries = useQueryClient();
  const [chosen, choose] = useState<"accept" | "deny">();
  const decide = async (accepted: boolean, key: string, amount?: string) => {
    const body = { accepted, ...(amount ? { amount: { amount: Number(amount), currency: of.refunded.currency } } : {}) };
    const after = await ask(api.POST("/v1/returns/{id}/decision", { params: { path: { id: of.id }, header: { "Idempotency-Key": key } }, body }));
    queries.setQueryData(["return", of.id], after);
    toast(t(accepted ? "dispute.acceptedNow" : "dispute.deniedNow"));
    await queries.invalidateQueries({ queryKey: ["returns"] });
  };
  return (
    <>
      <Button onClick={() => choose("accept")} icon="check">
        {t("dispute.accept")}
      </Button>
      <Button kind="danger" onClick={() => choose("deny")} icon="x">
        {t("dispute.deny")}
      </Button>
      {chosen === "accept" && (
        <FormDialog
          title={t("dispute.accept")}
          text={<Effects of={["refund", "seller", "fee", "final"]} />}
          confirm={t("dispute.accept")}
          currency={of.refunded.currency}
          fields={[{ name: "amount", label: t("dispute.amount"), hint: t("dispute.amountHint"), type: "money" }]}
          onClose={() => choose(undefined)}
          submit={({ amount }, key) => decide(true, key, amount)}
        />
      )}
      {chosen === "deny" && (
        <FormDialog
          title={t("dispute.deny")}
          text={<Effects of={["keeps", "final"]} />}
          confirm={t("dispute.deny")}
          danger
          fields={[]}
          onClose={() => choose(undefined)}
          submit={(_, key) => decide(false, key)}
        />
      )}
    </>
  );
}

function Effects({ of }: { of: ("refund" | "seller" | "fee" | "final" | "keeps")[] }) {
  const { t } = useTranslation("operator");
  return (
    <ul className="list-disc space-y-1 pl-5">
      {of.map((one) => (
        <li key={one}>{t(`dispute.effects.${one}`)}</li>
      ))}
    </ul>
  );
}
