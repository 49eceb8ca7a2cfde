import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../../api/client";
import { Button } from "../../ui/Button";
import { seconds, span } from "../../ui/format";
import { Section } from "../../ui/layout";
import { Loaded } from "../../ui/states";
import { Badge, Facts, Id, Money, Status, Time } from "../../ui/values";
import { Attributes, Channels } from "../parts";

type Page = Schema<"ListingPage">;

/** All that may be known of a lead before one buys it. */
export default function Preview({ id, buy }: { id: string; buy: (lead: Page) => void }) {
  const { t } = useTranslation("buyer");
  const page = useQuery({ queryKey: ["listing", id], queryFn: ({ signal }) => ask(api.GET("/v1/listings/{id}", { params: { path: { id } }, signal })) });
  return (
    <Loaded of={page}>
      {(lead) => (
        <>
          <div className="mb-5 flex flex-wrap items-center gap-x-6 gap-y-2 rounded-lg border border-line bg-panel p-4">
            <p>
              <span className="block text-xs text-muted">{t("find.price")}</span>
              <span className="text-xl font-semibold">
                <Money value={lead.price} />
              </span>
            </p>
            {lead.exclusive_price && (
              <p>
                <span className="block text-xs text-muted">{t("find.exclusivePrice")}</span>
                <span className="text-xl font-semibold">
                  <Money value={lead.exclusive_price} />
                </span>
              </p>
            )}
            <p>
              <span className="block text-xs text-muted">{t("find.slots")}</span>
              <span className="text-xl font-semibold">{t("find.slotsOf", { left: lead.slots_left, of: lead.max_sales ?? lead.sold + lead.slots_left })}</span>
            </p>
            <Button kind="primary" className="ml-auto" disabled={!lead.on_sale} onClick={() => buy(lead)}>
              {t("buy.one")}
            </Button>
          </div>
          <WhyThisScore lead={lead} />
          <Section title={t("find.interest")}>
            <Facts
              rows={[
                [t("find.vertical"), lead.vertical],
                ...Attributes({ attrs: lead.attrs }),
                [t("find.state"), `${lead.state} ${lead.zip}`],
                [t("find.asked"), <Time key="asked" at={lead.generated_at} absolute />],
                [t("find.expires"), <Time key="expires" at={lead.expires_at} absolute />],
                [t("find.source"), lead.source],
                [t("find.id"), <Id key="id" value={lead.id} whole />],
              ]}
            />
          </Section>
          <Section title={t("find.consent")}>
            <Facts
              rows={[
                [t("find.channels"), <Channels key="channels" of={lead.consent.channels} />],
                [t("find.granted"), <Time key="granted" at={lead.consent.granted_at} absolute />],
                [t("find.ruleSet"), lead.consent.rule_set],
                [
                  t("find.record"),
                  <Status key="record" tone={lead.consent.withdrawn ? "bad" : lead.consent.complete ? "good" : "warn"}>
                    {t(lead.consent.withdrawn ? "find.withdrawn" : lead.consent.complete ? "find.complete" : "find.incomplete")}
                  </Status>,
                ],
                lead.consent.certified && [t("find.certificate"), <Badge key="certified" tone="info">{t("find.certified")}</Badge>],
                [t("find.returnWindow"), span(seconds(lead.return_window))],
              ]}
            />
          </Section>
          <p className="text-muted">{t("find.maskedNote")}</p>
        </>
      )}
    </Loaded>
  );
}

function WhyThisScore({ lead }: { lead: Page }) {
  const { t } = useTranslation("buyer");
  const most = Math.max(1, ...lead.score_contributions.map((one) => Math.abs(one.points)));
  return (
    <Section title={t("find.why", { score: lead.score })} note={<Badge tone="info">{t(`levels.${lead.level}`)}</Badge>}>
      {lead.score_contributions.length === 0 && <p className="text-muted">{t("find.noPoints")}</p>}
      <table className="w-full">
        <caption className="sr-only">{t("find.why", { score: lead.score })}</caption>
        <tbody>
          {lead.score_contributions.map((one, n) => (
            <tr key={n}>
              <th scope="row" className="py-1 pr-3 text-left font-normal">
                {one.rule.replaceAll("_", " ")} <span className="text-xs text-muted">{one.group}</span>
              </th>
              <td aria-hidden="true" className="w-2/5 py-1">
                <span className={`block h-2 rounded-sm ${one.points < 0 ? "bg-bad" : "bg-accent"}`} style={{ width: `${(100 * Math.abs(one.points)) / most}%` }} />
              </td>
              <td className="w-14 py-1 text-right tabular-nums">{one.points > 0 ? `+${one.points}` : one.points}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
