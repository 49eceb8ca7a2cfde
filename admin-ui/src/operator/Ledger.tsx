import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { number } from "../ui/format";
import { Icon } from "../ui/icons";
import { Card, Screen, Section, SmallTable, Stat, Tiles } from "../ui/layout";
import { Loaded } from "../ui/states";
import { Go, useUrl } from "../ui/url";
import { Money, Num, Time } from "../ui/values";

const POLL_MS = 30_000;

/** Does the ledger add up? Each currency must come to zero; what does not is named. */
export default function Ledger() {
  const { t } = useTranslation("operator");
  const [search, change] = useUrl();
  const recompute = search["recompute"] === "1";
  const proof = useQuery({
    queryKey: ["ledger", "proof", recompute],
    queryFn: () => ask(api.GET("/v1/ledger/proof", { params: { query: recompute ? { recompute } : {} } })),
    refetchInterval: recompute ? false : POLL_MS,
  });
  return (
    <Screen
      title={t("nav.ledger")}
      actions={
        <>
          <a className="text-accent underline" href="/v1/ledger/export?format=hledger" download="ledger.journal">
            {t("ledger.export", { format: "hledger" })}
          </a>
          <a className="text-accent underline" href="/v1/ledger/export?format=beancount" download="ledger.beancount">
            {t("ledger.export", { format: "Beancount" })}
          </a>
          <Button icon="refresh" busy={recompute && proof.isFetching} onClick={() => (recompute ? void proof.refetch() : change({ recompute: "1" }))}>
            {t("nav.proveNow")}
          </Button>
        </>
      }
    >
      <Loaded of={proof}>{(it) => <Proof of={it} recomputed={recompute} />}</Loaded>
    </Screen>
  );
}

function Proof({ of, recomputed }: { of: Schema<"LedgerProof">; recomputed: boolean }) {
  const { t } = useTranslation("operator");
  return (
    <>
      <div
        role="status"
        className={`mb-6 flex items-start gap-3 rounded-lg border p-4 ${of.sound ? "border-good/40 bg-good-soft" : "border-bad/40 bg-bad-soft"}`}
      >
        <Icon name={of.sound ? "check" : "alarm"} size={20} className={of.sound ? "text-good" : "text-bad"} />
        <div>
          <p className="text-base font-semibold">{t(of.sound ? "ledger.sound" : "ledger.unsound")}</p>
          <p>
            {t(recomputed ? "ledger.recomputed" : "ledger.summed", { transfers: number(of.transfers) })} <Time at={of.at} />
          </p>
        </div>
      </div>
      {of.breaches && of.breaches.length > 0 && (
        <Section title={t("ledger.breaches")}>
          <Card>
            <ul className="list-disc space-y-1 pl-5">
              {of.breaches.map((breach) => (
                <li key={breach} className="break-words">
                  {breach}
                </li>
              ))}
            </ul>
          </Card>
        </Section>
      )}
      <Section title={t("ledger.sums")} note={t("ledger.sumsNote")}>
        <SmallTable
          caption={t("ledger.sums")}
          head={[t("ledger.currency"), { label: t("ledger.accounts"), right: true }, { label: t("ledger.waiting"), right: true }, { label: t("ledger.sum"), right: true }]}
          rows={of.sums.map((sum) => [
            <Go key="currency" to={`/operator/accounts?currency=${sum.sum.currency}`} className="text-accent underline">
              {sum.sum.currency}
            </Go>,
            <Num key="accounts" value={sum.accounts} />,
            <Money key="waiting" value={sum.waiting} />,
            <strong key="sum" className={sum.sum.amount === 0 ? "text-good" : "text-bad"}>
              <Money value={sum.sum} />
            </strong>,
          ])}
        />
      </Section>
      <Section title={t("ledger.figures")}>
        <Tiles>
          <Stat label={t("ledger.journals")} value={<Num value={of.journals} />} />
          <Stat label={t("ledger.transfers")} value={<Num value={of.transfers} />} />
          <Stat label={t("ledger.deltas")} value={<Num value={of.waiting_deltas} />} note={of.oldest_delta && <Time at={of.oldest_delta} />} />
          <Stat label={t("ledger.holds")} value={<Num value={of.open_holds} />} />
          <Stat label={t("ledger.frozen")} value={<Num value={of.frozen_accounts} />} {...(of.frozen_accounts ? { tone: "warn" as const } : {})} />
          <Stat
            label={t("ledger.unmatched")}
            value={<Num value={of.unmatched_lines} />}
            {...(of.unmatched_lines ? { tone: "warn" as const } : {})}
            to={
              <Go to="/operator/bank" className="text-accent underline">
                {t("nav.bank")}
              </Go>
            }
          />
        </Tiles>
      </Section>
    </>
  );
}
