import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { decimals } from "../ui/format";
import { IndexPage } from "../ui/IndexPage";
import { Facts, Id, Money, Status, Time } from "../ui/values";
import { PAYOUT } from "./states";

type Payout = Schema<"Payout">;

/** Money on its way out, and where it got to. */
export default function Payouts() {
  const { t } = useTranslation("seller");
  const states = Object.keys(PAYOUT) as Payout["state"][];
  const state = (one: Payout) => <Status tone={PAYOUT[one.state]}>{t(`payouts.states.${one.state}`)}</Status>;
  return (
    <IndexPage<Payout>
      name="payouts"
      title={t("nav.payouts")}
      queryKey={["payouts"]}
      load={(_, cursor, limit) => ask(api.GET("/v1/payouts", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }))}
      id={(one) => one.id}
      columns={[
        { id: "reference", label: t("payouts.reference"), cell: (one) => <code className="font-mono text-xs">{one.reference}</code> },
        { id: "state", label: t("batches.state"), width: 170, cell: state },
        { id: "destination", label: t("earnings.destination"), width: 200, cell: (one) => `${t(`earnings.methods.${one.destination.method}`)} ${one.destination.account}`, csv: (one) => one.destination.account },
        { id: "created_at", label: t("payouts.asked"), width: 140, right: true, cell: (one) => <Time at={one.created_at} /> },
        { id: "ended_at", label: t("payouts.ended"), width: 140, right: true, cell: (one) => <Time at={one.ended_at} /> },
        { id: "amount", label: t("payouts.amount"), width: 140, right: true, cell: (one) => <Money value={one.amount} />, csv: (one) => one.amount.amount / 10 ** decimals(one.amount.currency) },
      ]}
      filters={[{ name: "state", label: t("batches.state"), options: states.map((value) => ({ value, label: t(`payouts.states.${value}`) })), keep: (one, value) => one.state === value }]}
      drawer={(id, one) =>
        one && (
          <Facts
            rows={[
              [t("payouts.amount"), <Money key="amount" value={one.amount} />],
              [t("batches.state"), <span key="state">{state(one)}</span>],
              one.failure !== null && [t("payouts.failure"), one.failure],
              [t("payouts.reference"), <Id key="reference" value={one.reference} whole />],
              [t("earnings.destination"), `${t(`earnings.methods.${one.destination.method}`)}, ${one.destination.holder}, ${one.destination.account}`],
              [t("payouts.asked"), <Time key="asked" at={one.created_at} absolute />],
              [t("payouts.ended"), <Time key="ended" at={one.ended_at} absolute />],
              [t("payouts.id"), <Id key="id" value={id} whole />],
            ]}
          />
        )
      }
      drawerTitle={(_, one) => one?.reference ?? t("nav.payouts")}
      empty={{ icon: "bank", title: t("payouts.emptyTitle"), text: t("payouts.emptyText") }}
    />
  );
}
