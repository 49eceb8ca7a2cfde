import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { IndexPage } from "../ui/IndexPage";
import { Money, Status } from "../ui/values";
import { AccountDetail } from "./AccountDetail";
import en from "./en";
import { PartyName } from "./PartyName";

type Kind = Schema<"AccountKind">;

/** Every account of the ledger. */
export default function Accounts() {
  const { t } = useTranslation("operator");
  const kinds = Object.keys(en.account.kinds) as Kind[];
  return (
    <IndexPage<Schema<"Account">>
      name="accounts"
      title={t("nav.accounts")}
      queryKey={["accounts"]}
      pollMs={0}
      load={({ kind, party, currency }, cursor, limit) =>
        ask(
          api.GET("/v1/ledger/accounts", {
            params: { query: { limit, ...(cursor ? { cursor } : {}), ...(kind ? { kind: kind as Kind } : {}), ...(party ? { party } : {}), ...(currency ? { currency } : {}) } },
          }),
        )
      }
      id={(account) => account.id}
      columns={[
        { id: "kind", label: t("account.kind"), cell: (account) => <>{t(`account.kinds.${account.kind}`)} <span className="text-muted">{account.detail}</span></> },
        { id: "party", label: t("account.party"), width: 220, cell: (account) => <PartyName id={account.party} />, csv: (account) => account.party },
        { id: "frozen", label: t("account.state"), width: 120, cell: (account) => <Status tone={account.frozen ? "bad" : "good"}>{account.frozen ? t("account.frozen") : t("account.open")}</Status> },
        { id: "held", label: t("account.held"), width: 130, right: true, hidden: true, cell: (account) => <Money value={account.held} />, csv: (account) => account.held.amount },
        { id: "balance", label: t("account.balance"), width: 160, right: true, cell: (account) => <Money value={account.balance} />, csv: (account) => account.balance.amount },
        { id: "currency", label: t("ledger.currency"), width: 90, hidden: true, cell: (account) => account.balance.currency, csv: (account) => account.balance.currency },
      ]}
      filters={[
        { name: "kind", label: t("account.kind"), options: kinds.map((value) => ({ value, label: t(`account.kinds.${value}`) })) },
        { name: "party", label: t("account.partyId") },
        { name: "currency", label: t("ledger.currency") },
      ]}
      drawer={(id) => <AccountDetail id={id} />}
      drawerTitle={(_, account) => (account ? t(`account.kinds.${account.kind}`) : t("account.one"))}
      page={(id) => `/operator/accounts/${id}`}
      empty={{ icon: "book", title: t("account.emptyTitle"), text: t("account.emptyText") }}
    />
  );
}
