import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Page, type Schema } from "../../api/client";
import { Button } from "../../ui/Button";
import { SmallTable } from "../../ui/layout";
import { EmptyState, Loaded } from "../../ui/states";
import { Id, Money, Status, Time } from "../../ui/values";

const ROWS = 50;

interface Props<Row> {
  name: string;
  load: (query: { limit: number; cursor?: string }, signal: AbortSignal) => Promise<Page<Row>>;
  head: (string | { label: string; right: true })[];
  row: (row: Row) => ReactNode[];
  empty: { title: string; text: string };
  /** Puts together what belongs together. */
  fold?: (rows: Row[]) => Row[];
}

/** A short list inside a screen, with more at a click. */
function Short<Row>({ name, load, head, row, empty, fold }: Props<Row>) {
  const { t } = useTranslation("buyer");
  const list = useInfiniteQuery({
    queryKey: [name],
    queryFn: ({ pageParam, signal }) => load({ limit: ROWS, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<Row>) => last.next_cursor ?? undefined,
  });
  return (
    <Loaded of={list}>
      {(data) => {
        const loaded = data.pages.flatMap((page) => page.data);
        const rows = fold ? fold(loaded) : loaded;
        if (rows.length === 0) return <EmptyState icon="money" {...empty} />;
        return (
          <>
            <SmallTable caption={name} head={head} rows={rows.map(row)} />
            {list.hasNextPage && (
              <Button kind="quiet" className="mt-2" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t("leads.more")}
              </Button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

export function Transactions() {
  const { t, i18n } = useTranslation("buyer");
  const kind = (code: string) => (i18n.exists(`buyer:kinds.${code}`) ? t(`kinds.${code}` as never) : code.replaceAll("-", " "));
  return (
    <Short<Schema<"Transaction">>
      name="transactions"
      load={(query, signal) => ask(api.GET("/v1/transactions", { params: { query }, signal }))}
      head={[t("wallet.when"), t("wallet.what"), t("wallet.of"), { label: t("wallet.amountOnly"), right: true }]}
      row={(it) => [<Time key="at" at={it.at} absolute />, kind(it.kind), <Id key="of" value={it.purchase ?? it.id} />, <Money key="amount" value={it.amount} signed />]}
      fold={whole}
      empty={{ title: t("wallet.noTransactions"), text: t("wallet.noTransactionsText") }}
    />
  );
}

type Line = Schema<"Transaction">;

/** One line a transaction: what goes to several at once was one payment of yours. */
export function whole(lines: Line[]): Line[] {
  const all: Line[] = [];
  for (const line of lines) {
    const last = all.at(-1);
    if (last?.id === line.id) all[all.length - 1] = { ...last, amount: { ...last.amount, amount: last.amount.amount + line.amount.amount } };
    else all.push(line);
  }
  return all;
}

export function TopUps({ show }: { show: (one: Schema<"TopUp">) => void }) {
  const { t } = useTranslation("buyer");
  return (
    <Short<Schema<"TopUp">>
      name="topups"
      load={(query, signal) => ask(api.GET("/v1/topups", { params: { query }, signal }))}
      head={[t("wallet.when"), t("wallet.way"), t("wallet.reference"), t("wallet.state"), { label: t("wallet.amountOnly"), right: true }, ""]}
      row={(it) => [
        <Time key="at" at={it.created_at} absolute />,
        t(`wallet.ways.${it.method}`),
        <Id key="reference" value={it.reference} whole />,
        <Status key="state" tone={it.state === "paid" ? "good" : it.state === "failed" ? "bad" : "info"}>{t(`wallet.states.${it.state}`)}</Status>,
        <Money key="amount" value={it.amount} />,
        it.state === "open" ? <Button key="show" small onClick={() => show(it)}>{t("wallet.howToPay")}</Button> : "",
      ]}
      empty={{ title: t("wallet.noTopUps"), text: t("wallet.noTopUpsText") }}
    />
  );
}

export function Credits() {
  const { t } = useTranslation("buyer");
  return (
    <Short<Schema<"PromoCredit">>
      name="promo-credits"
      load={(query, signal) => ask(api.GET("/v1/promo-credits", { params: { query }, signal }))}
      head={[t("wallet.when"), t("wallet.why"), t("wallet.expires"), { label: t("wallet.amountOnly"), right: true }, { label: t("wallet.left"), right: true }]}
      row={(it) => [<Time key="at" at={it.granted_at} absolute />, it.reason, <Time key="expires" at={it.expires_at} />, <Money key="amount" value={it.amount} />, <Money key="left" value={it.left} />]}
      empty={{ title: t("wallet.noCredits"), text: t("wallet.noCreditsText") }}
    />
  );
}
