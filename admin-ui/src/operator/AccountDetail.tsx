import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { ButtonLink } from "../ui/Button";
import { Section, SmallTable, Stat, Tiles } from "../ui/layout";
import { EmptyState, Loaded } from "../ui/states";
import { Facts, Id, Money, Status, Time } from "../ui/values";
import { PartyName } from "./PartyName";

const LATEST = 20;

/** What an account holds, and its newest postings. */
export function AccountDetail({ id }: { id: string }) {
  const { t } = useTranslation("operator");
  const params = { path: { id } };
  const account = useQuery({ queryKey: ["account", id], queryFn: () => ask(api.GET("/v1/ledger/accounts/{id}", { params })) });
  const postings = useQuery({
    queryKey: ["postings", id, "latest"],
    queryFn: () => ask(api.GET("/v1/ledger/accounts/{id}/postings", { params: { ...params, query: { limit: LATEST } } })),
  });
  return (
    <Loaded of={account}>
      {(it) => (
        <>
          <Section title={t("account.one")}>
            <Tiles>
              <Stat label={t("account.balance")} value={<Money value={it.balance} />} />
              <Stat label={t("account.held")} value={<Money value={it.held} />} />
              <Stat label={t("account.limit")} value={<Money value={it.credit_limit} />} />
            </Tiles>
          </Section>
          <Section title={t("account.who")}>
            <Facts
              rows={[
                [t("account.id"), <Id key="id" value={it.id} whole />],
                [t("account.party"), <PartyName key="party" id={it.party} link />],
                [t("account.detail"), it.detail],
                [t("account.state"), <Status key="state" tone={it.frozen ? "bad" : "good"}>{it.frozen ? t("account.frozen") : t("account.open")}</Status>],
              ]}
            />
          </Section>
          <Section title={t("account.postings")} actions={<ButtonLink to={`/operator/accounts/${id}`}>{t("account.allPostings")}</ButtonLink>}>
            <Loaded of={postings}>
              {({ data }) =>
                data.length === 0 ? (
                  <EmptyState icon="list" title={t("account.noPostings")} />
                ) : (
                  <SmallTable
                    caption={t("account.postings")}
                    head={[t("posting.kind"), t("posting.at"), { label: t("posting.amount"), right: true }]}
                    rows={data.map((posting) => [posting.kind, <Time key="at" at={posting.at} />, <Money key="amount" value={posting.amount} signed />])}
                  />
                )
              }
            </Loaded>
          </Section>
        </>
      )}
    </Loaded>
  );
}
