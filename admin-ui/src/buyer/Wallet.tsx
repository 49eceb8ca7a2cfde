import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { Screen, Section, Stat, Tabs, Tiles } from "../ui/layout";
import { Loaded } from "../ui/states";
import { Money } from "../ui/values";
import { Automatic } from "./spend/Automatic";
import { Credits, TopUps, Transactions } from "./spend/Lists";
import { TopUp } from "./spend/TopUp";

/** What there is to spend, how it comes in, and where it went. */
export default function Wallet() {
  const { t } = useTranslation("buyer");
  const [topUp, setTopUp] = useState<{ open: boolean; made?: Schema<"TopUp"> }>({ open: false });
  const wallet = useQuery({ queryKey: ["wallet"], refetchInterval: 30_000, queryFn: ({ signal }) => ask(api.GET("/v1/wallet", { signal })) });
  const promos = useQuery({ queryKey: ["promos"], queryFn: ({ signal }) => ask(api.GET("/v1/promo-credits", { params: { query: { limit: 100 } }, signal })) });
  const credit = (promos.data?.data ?? []).filter((one) => !one.expires_at || new Date(one.expires_at).getTime() > Date.now());
  const left = credit.reduce((sum, one) => sum + one.left.amount, 0);
  return (
    <Screen
      title={t("nav.wallet")}
      actions={
        <Button kind="primary" icon="plus" onClick={() => setTopUp({ open: true })}>
          {t("wallet.topUp")}
        </Button>
      }
    >
      <Section title={t("wallet.balance")}>
        <Loaded of={wallet} lines={2}>
          {(it) => (
            <Tiles>
              <Stat label={t("wallet.wallet")} value={<Money value={it.wallet} />} {...(it.wallet && it.wallet.amount < 0 ? { tone: "bad" as const, note: t("wallet.owed") } : {})} />
              {MORE.map((name) => {
                const value = (it as Record<string, Schema<"Money"> | undefined>)[name];
                return value ? <Stat key={name} label={t(`wallet.${name}`)} value={<Money value={value} />} /> : null;
              })}
              {credit[0] && <Stat label={t("wallet.promo")} value={<Money value={{ amount: left, currency: credit[0].amount.currency }} />} note={t("wallet.promoNote")} />}
            </Tiles>
          )}
        </Loaded>
      </Section>
      <Automatic />
      <Tabs
        tabs={[
          { id: "transactions", label: t("wallet.transactions"), content: () => <Transactions /> },
          { id: "topups", label: t("wallet.topUps"), content: () => <TopUps show={(made) => setTopUp({ open: true, made })} /> },
          { id: "credit", label: t("wallet.credits"), content: () => <Credits /> },
        ]}
      />
      {topUp.open && <TopUp {...(topUp.made ? { made: topUp.made } : {})} close={() => setTopUp({ open: false })} />}
    </Screen>
  );
}

/** What else a wallet may say of itself. */
const MORE = ["available", "credit_line", "held"] as const;
