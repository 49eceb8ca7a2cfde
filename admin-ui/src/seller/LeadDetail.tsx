import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { useConfirm } from "../ui/Dialog";
import { FormDialog } from "../ui/FormDialog";
import { Section, SmallTable } from "../ui/layout";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Badge, Facts, Id, Money, Num, Status, Time } from "../ui/values";
import { brief } from "../reports/days";
import { LEAD } from "./states";

type Lead = Schema<"ListingPage">;

/** One lead of one's own as buyers see it: what it is, what it costs, and how to take it back. */
export function LeadDetail({ id }: { id: string }) {
  const { t } = useTranslation("seller");
  const lead = useQuery({ queryKey: ["leads", id], queryFn: () => ask(api.GET("/v1/leads/{id}", { params: { path: { id } } })) });
  return (
    <Loaded of={lead}>
      {(it) => (
        <>
          <Actions lead={it} />
          <Section title={t("stock.offer")}>
            <Facts
              rows={[
                [t("stock.lead"), <Id key="id" value={it.id} whole />],
                [t("batches.state"), <Status key="status" tone={LEAD[it.status]}>{t(`statuses.${it.status}`)}</Status>],
                [t("stock.price"), <Money key="price" value={it.price} />],
                it.exclusive_price !== null && [t("stock.exclusive"), <Money key="exclusive" value={it.exclusive_price} />],
                [t("funnel.sold"), `${it.sold} / ${it.sold + it.slots_left}`],
                [t("stock.asked"), <Time key="asked" at={it.generated_at} absolute />],
                [t("stock.expires"), <Time key="expires" at={it.expires_at} absolute />],
                [t("stock.place"), `${it.state} ${it.zip}`],
                [t("stock.level"), t(`levels.${it.level}`)],
                [t("stock.returnWindow"), brief(it.return_window)],
              ]}
            />
          </Section>
          <Section title={t("stock.consent")}>
            <Facts
              rows={[
                [t("stock.complete"), <Status key="complete" tone={it.consent.complete ? "good" : "bad"}>{t(it.consent.complete ? "stock.completeYes" : "stock.completeNo")}</Status>],
                [t("stock.channels"), it.consent.channels.join(", ")],
                [t("stock.granted"), <Time key="granted" at={it.consent.granted_at} absolute />],
                it.consent.withdrawn && [t("stock.withdrawnConsent"), <Badge key="withdrawn" tone="bad">{t("stock.withdrawnConsent")}</Badge>],
                [t("stock.rules"), it.consent.rule_set],
              ]}
            />
          </Section>
          {it.score_contributions.length > 0 && (
            <Section title={`${t("stock.score")} ${it.score}`}>
              <SmallTable
                caption={t("stock.score")}
                head={[t("stock.rule"), { label: t("stock.points"), right: true }]}
                rows={it.score_contributions.map((one) => [`${one.group}: ${one.rule}`, <Num key="points" value={one.points} />])}
              />
            </Section>
          )}
          {Object.keys(it.attrs).length > 0 && (
            <Section title={t("stock.attrs")}>
              <Facts rows={Object.entries(it.attrs).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : String(value)] as const)} />
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}

function Actions({ lead }: { lead: Lead }) {
  const { t } = useTranslation("seller");
  const confirm = useConfirm();
  const toast = useToast();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  // No rule, no asking: the price is what the vertical's version says.
  const rule = useQuery({
    queryKey: ["price-rule", lead.vertical],
    retry: false,
    queryFn: () => ask(api.GET("/v1/verticals/{code}/price-rule", { params: { path: { code: lead.vertical } } })).catch(() => null),
  });
  if (lead.status !== "open") return null;
  const withdraw = () =>
    confirm({
      title: t("stock.withdraw"),
      effects: [t("stock.withdrawEffect", { count: 1 }), t("stock.withdrawSold")],
      confirm: t("stock.withdraw"),
      danger: true,
      run: async () => {
        await ask(api.POST("/v1/leads/{id}/withdraw", { params: { path: { id: lead.id } } }));
        await queries.invalidateQueries({ queryKey: ["leads"] });
        toast(t("stock.withdrawn"));
      },
    });
  return (
    <div className="mb-4 flex gap-2">
      {rule.data && (
        <Button icon="tag" onClick={() => setAsking(true)}>
          {t("stock.askPrice")}
        </Button>
      )}
      <Button kind="danger" icon="ban" onClick={withdraw}>
        {t("stock.withdraw")}
      </Button>
      {asking && <AskPrice lead={lead} close={() => setAsking(false)} />}
    </div>
  );
}

function AskPrice({ lead, close }: { lead: Lead; close: () => void }) {
  const { t } = useTranslation("seller");
  const toast = useToast();
  const queries = useQueryClient();
  const { currency } = lead.price;
  return (
    <FormDialog
      title={t("stock.askPrice")}
      text={t("stock.askHint")}
      fields={[{ name: "price", label: t("stock.price"), type: "money", required: true }]}
      currency={currency}
      confirm={t("stock.askPrice")}
      onClose={close}
      submit={async ({ price }) => {
        await ask(api.POST("/v1/leads/{id}/ask", { params: { path: { id: lead.id } }, body: { price: { amount: Number(price), currency } } }));
        await queries.invalidateQueries({ queryKey: ["leads"] });
        toast(t("stock.priceAsked"));
      }}
    />
  );
}
