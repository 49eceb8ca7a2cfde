import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { IndexPage } from "../ui/IndexPage";
import { Section, Stat, Tiles } from "../ui/layout";
import { Loaded } from "../ui/states";
import { useParam } from "../ui/url";
import { Facts, Id, Money, Time } from "../ui/values";
import { PartyName } from "./PartyName";

type Posting = Schema<"Posting">;

/** Everything that ever moved on one account, the newest first. */
export default function Postings() {
  const { t } = useTranslation("operator");
  const id = useParam("id");
  const account = useQuery({ queryKey: ["account", id], queryFn: () => ask(api.GET("/v1/ledger/accounts/{id}", { params: { path: { id } } })) });
  const key = (posting: Posting) => `${posting.id}.${posting.line}`;
  return (
    <IndexPage<Posting>
      name="postings"
      title={account.data ? t(`account.kinds.${account.data.kind}`) : t("account.postings")}
      queryKey={["postings", id]}
      load={(_, cursor, limit) => ask(api.GET("/v1/ledger/accounts/{id}/postings", { params: { path: { id }, query: { limit, ...(cursor ? { cursor } : {}) } } }))}
      id={key}
      above={
        <Loaded of={account} lines={2}>
          {(it) => (
            <Tiles>
              <Stat label={t("account.party")} value={<span className="text-base"><PartyName id={it.party} link /></span>} />
              <Stat label={t("account.balance")} value={<Money value={it.balance} />} />
              <Stat label={t("account.held")} value={<Money value={it.held} />} />
              <Stat label={t("account.limit")} value={<Money value={it.credit_limit} />} />
            </Tiles>
          )}
        </Loaded>
      }
      columns={[
        { id: "kind", label: t("posting.kind"), cell: (posting) => posting.kind },
        { id: "id", label: t("posting.id"), width: 150, cell: (posting) => <Id value={posting.id} /> },
        { id: "line", label: t("posting.line"), width: 70, right: true, cell: (posting) => posting.line },
        { id: "amount", label: t("posting.amount"), width: 160, right: true, cell: (posting) => <Money value={posting.amount} signed />, csv: (posting) => posting.amount.amount },
        { id: "at", label: t("posting.at"), width: 190, right: true, cell: (posting) => <Time at={posting.at} absolute /> },
      ]}
      filters={[{ name: "kind", label: t("posting.kind"), keep: (posting, value) => posting.kind.includes(value) }]}
      drawer={(_, posting) => (posting ? <PostingDetail of={posting} /> : t("posting.notLoaded"))}
      drawerTitle={() => t("posting.one")}
      empty={{ icon: "list", title: t("account.noPostings") }}
    />
  );
}

function PostingDetail({ of }: { of: Posting }) {
  const { t } = useTranslation("operator");
  return (
    <Section title={of.kind}>
      <Facts
        rows={[
          [t("posting.id"), <Id key="id" value={of.id} whole />],
          [t("posting.line"), of.line],
          [t("posting.amount"), <Money key="amount" value={of.amount} signed />],
          [t("posting.at"), <Time key="at" at={of.at} absolute />],
          [t("posting.ref"), <Id key="ref" value={of.ref} whole />],
        ]}
      />
    </Section>
  );
}
