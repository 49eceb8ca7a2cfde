import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../../api/client";
import { Problem, type Fault } from "../../api/problem";
import { Button, ButtonLink } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Checkbox, useOnce } from "../../ui/form";
import { SmallTable } from "../../ui/layout";
import { ProblemHelp } from "../../ui/ProblemHelp";
import { Skeleton } from "../../ui/states";
import { Go } from "../../ui/url";
import { Facts, Id, Money, Status, Time } from "../../ui/values";

type Listing = Pick<Schema<"Listing">, "id" | "state" | "level" | "score"> & Partial<Pick<Schema<"Listing">, "exclusive_price">>;
type Purchase = Schema<"Purchase">;

interface Props {
  ids: string[];
  /** Those of them that the list has loaded. */
  known: Listing[];
  /** `done`: something was bought. */
  close: (done: boolean) => void;
}

/** First what it costs, who pays and what cannot be had; then, once, the purchase; then what became of each lead. */
export function Buy({ ids, known, close }: Props) {
  const { t } = useTranslation("buyer");
  const queries = useQueryClient();
  const once = useOnce();
  const [exclusive, setExclusive] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ problem: unknown; ids: string[] }>();
  const [bought, setBought] = useState<Purchase>();
  const body = { ...(ids.length === 1 ? { listing: ids[0]! } : { listings: ids, partial: true }), ...(exclusive ? { exclusive } : {}) };
  const quote = useQuery({
    queryKey: ["quote", body],
    queryFn: ({ signal }) => ask(api.POST("/v1/purchases/quote", { body, signal })),
    retry: false,
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
    enabled: !bought,
  });
  const wallet = useQuery({ queryKey: ["wallet"], queryFn: ({ signal }) => ask(api.GET("/v1/wallet", { signal })) });
  // What is asked has changed: it is another request.
  useEffect(once.renew, [exclusive, quote.data, once.renew]); // eslint-disable-line
  const canAlone = known.length === ids.length && known.every((lead) => lead.exclusive_price);

  const buy = async () => {
    if (!quote.data) return;
    setBusy(true);
    setRefused(undefined);
    // What was quoted is bought, all of it at that total; if some of it is gone meanwhile there is a new quote to agree to.
    const listings = quote.data.lines.map((line) => line.lead);
    const wanted = { listings, ...(exclusive ? { exclusive } : {}), expected_total: quote.data.total };
    try {
      const done = await ask(api.POST("/v1/purchases", { params: { header: { "Idempotency-Key": once.key } }, body: wanted }));
      setBought(done);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => ["listings", "listing", "wallet", "sales", "transactions", "promos", "subscriptions", "subscription"].includes(String(queryKey[0])) });
    } catch (e) {
      setRefused({ problem: e, ids: listings });
      // A refusal is an answer that is kept under the key; only where nothing answered the same request is sent again.
      if (Problem.from(e).status > 0 && Problem.from(e).status < 500) {
        once.renew();
        void quote.refetch();
      }
    } finally {
      setBusy(false);
    }
  };

  if (bought) return <Result purchase={bought} close={() => close(true)} />;
  const blocked = quote.error && !quote.isFetching;
  return (
    <Dialog
      title={t("buy.title", { count: ids.length })}
      wide
      onClose={() => close(false)}
      footer={
        <>
          <Button data-start onClick={() => close(false)}>
            {t("buy.cancel")}
          </Button>
          <Button kind="primary" busy={busy} disabled={!quote.data || quote.isFetching || !!quote.error} onClick={() => void buy()}>
            {quote.data ? <>{t("buy.confirm", { count: quote.data.lines.length })} <Money value={quote.data.total} /></> : t("buy.one")}
          </Button>
        </>
      }
    >
      {blocked ? (
        <Refusal problem={quote.error} ids={ids} />
      ) : quote.data ? (
        <>
          <Lines ids={ids} known={known} quote={quote.data} />
          <div className="mt-4 grid gap-4 sm:grid-cols-2">
            <Facts
              rows={[
                [t("buy.net"), <Money key="net" value={{ ...quote.data.total, amount: quote.data.total.amount - quote.data.vat.amount }} />],
                [t("buy.vat"), <Money key="vat" value={quote.data.vat} />],
                [t("buy.total"), <strong key="total"><Money value={quote.data.total} /></strong>],
              ]}
            />
            <Facts
              rows={[
                quote.data.lines.some((line) => line.paid_by === "quota") && [
                  t("buy.byQuota"),
                  t("buy.leads", { count: quote.data.lines.filter((line) => line.paid_by === "quota").length }),
                ],
                quote.data.promo.amount > 0 && [t("buy.byPromo"), <Money key="promo" value={quote.data.promo} />],
                [t("buy.byWallet"), <Money key="wallet" value={quote.data.wallet} />],
                wallet.data?.wallet && [
                  t("buy.walletAfter"),
                  <Money key="after" value={{ ...wallet.data.wallet, amount: wallet.data.wallet.amount - quote.data.wallet.amount }} />,
                ],
              ]}
            />
          </div>
          <ul className="mt-4 list-disc space-y-1 pl-5 text-muted">
            <li>{t("buy.effectContact")}</li>
            <li>{t("buy.effectReturn")}</li>
            <li>{t("buy.effectOnce")}</li>
          </ul>
          {canAlone && (
            <div className="mt-4">
              <Checkbox label={t("buy.alone")} hint={t("buy.aloneHint")} checked={exclusive} onChange={(event) => setExclusive(event.target.checked)} />
            </div>
          )}
        </>
      ) : (
        <Skeleton />
      )}
      {blocked && exclusive && (
        <Button className="mt-3" onClick={() => setExclusive(false)}>
          {t("buy.shared")}
        </Button>
      )}
      {refused !== undefined && (
        <div className="mt-4">
          <Refusal {...refused} />
        </div>
      )}
    </Dialog>
  );
}

const skippedOf = (faults: readonly Fault[] | undefined, ids: readonly string[]) =>
  (faults ?? []).map((fault) => ({ fault, id: ids[Number(/^\/listings\/(\d+)$/.exec(fault.pointer)?.[1] ?? (fault.pointer === "/listing" ? 0 : -1))] }));

function Lines({ ids, known, quote }: { ids: string[]; known: Listing[]; quote: { lines: { lead: string; price: Schema<"Money">; vat: Schema<"Money">; list_price: Schema<"Money">; paid_by: "money" | "quota" }[]; skipped?: Fault[] } }) {
  const { t } = useTranslation("buyer");
  const name = (id: string | undefined) => {
    const lead = known.find((one) => one.id === id);
    return lead ? `${lead.state} · ${t(`levels.${lead.level}`)} · ${lead.score}` : <Id value={id} />;
  };
  return (
    <div className="max-h-64 overflow-auto">
      <SmallTable
        caption={t("buy.lines")}
        head={[t("find.lead"), t("buy.paidBy"), { label: t("find.price"), right: true }, { label: t("buy.vat"), right: true }]}
        rows={[
          ...quote.lines.map((line) => [
            name(line.lead),
            t(`buy.by.${line.paid_by}`),
            line.paid_by === "quota" ? t("buy.paidBefore") : <Money key="price" value={line.price} />,
            <Money key="vat" value={line.vat} />,
          ]),
          ...skippedOf(quote.skipped, ids).map(({ fault, id }) => [
            name(id),
            <Status key="skipped" tone="warn">
              {t("buy.skipped")}
            </Status>,
            <Reason key="why" fault={fault} />,
            "",
          ]),
        ]}
      />
    </div>
  );
}

/** Why a lead cannot be had, in words of this page where it has some. */
function Reason({ fault }: { fault: Fault }) {
  const { t, i18n } = useTranslation("buyer");
  return <span>{i18n.exists(`buyer:refusals.${fault.code}`) ? t(`refusals.${fault.code}` as never) : fault.detail}</span>;
}

function Refusal({ problem: thrown, ids }: { problem: unknown; ids: string[] }) {
  const { t } = useTranslation("buyer");
  const problem = Problem.from(thrown);
  const reasons = skippedOf(problem.faults, ids);
  return (
    <div className="grid gap-3">
      <ProblemHelp problem={new Problem(problem.status, problem.code, problem.title, problem.detail, [], problem.requestId, problem.more)} />
      {reasons.length > 0 && (
        <ul className="list-disc space-y-1 pl-5">
          {reasons.map(({ fault, id }, n) => (
            <li key={n}>
              {id && <Id value={id} />} <Reason fault={fault} />
            </li>
          ))}
        </ul>
      )}
      {problem.code === "insufficient-funds" && <ButtonLink to="/buyer/wallet" icon="money">{t("buy.topUp")}</ButtonLink>}
    </div>
  );
}

function Result({ purchase, close }: { purchase: Purchase; close: () => void }) {
  const { t } = useTranslation("buyer");
  return (
    <Dialog title={t("buy.done", { count: purchase.sales.length })} wide onClose={close} footer={<Button kind="primary" onClick={close}>{t("buy.goOn")}</Button>}>
      <p className="mb-3" role="status">
        {t("buy.paid")} <strong><Money value={purchase.total} /></strong> · <Id value={purchase.id} />
      </p>
      <div className="max-h-80 overflow-auto">
        <SmallTable
          caption={t("buy.lines")}
          head={[t("find.lead"), t("buy.result"), { label: t("find.price"), right: true }, { label: t("leads.returnUntil"), right: true }]}
          rows={purchase.sales.map((sale) => [
            <Go key="go" to={`/buyer/leads/${sale.id}`} className="text-accent underline">
              {t(`levels.${sale.level}`)} · {sale.score} · …{sale.lead.slice(-6)}
            </Go>,
            <Status key="bought" tone="good">
              {t("buy.bought")}
            </Status>,
            <Money key="price" value={sale.price} />,
            <Time key="until" at={sale.return_until} />,
          ])}
        />
      </div>
      <p className="mt-4">
        <Go to="/buyer/leads" className="text-accent underline">
          {t("buy.toLeads")}
        </Go>
      </p>
    </Dialog>
  );
}
