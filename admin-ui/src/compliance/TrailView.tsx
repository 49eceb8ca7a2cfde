import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { Card, Code, Section, Timeline } from "../ui/layout";
import { Away, useUrl } from "../ui/url";
import { Badge, Facts, Id, Money, Status, Time } from "../ui/values";
import { Proof } from "./Proof";
import { KINDS, story, type Happened, type Kind, type Trail } from "./story";

/** The story of one lead: what happened, the words as shown, how they were agreed to, and the proof of it. */
export function TrailView({ trail, purpose }: { trail: Trail; purpose: string }) {
  const { t } = useTranslation("compliance");
  return (
    <div className="grid gap-x-8 gap-y-2 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
      <div className="min-w-0">
        <Happening trail={trail} />
        <div className="grid items-start gap-x-6 min-[1700px]:grid-cols-2">
          <Section title={t("trail.words")} note={trail.consent.language}>
            <blockquote className="rounded-md border-l-2 border-accent bg-panel p-3 break-words whitespace-pre-wrap" lang={trail.consent.language}>
              {trail.consent.words}
            </blockquote>
            <p className="mt-1 text-xs text-muted">
              {t("trail.wordsHash")} <Id value={trail.consent.notice} />
            </p>
          </Section>
          <Section title={t("trail.how")}>
            <Captured trail={trail} />
          </Section>
        </div>
        <Logged trail={trail} />
      </div>
      <div className="min-w-0 lg:order-last">
        <Section title={t("trail.standing")}>
          <Standing trail={trail} />
        </Section>
        <Section title={t("trail.proof")}>
          <Proof lead={trail.lead.id} purpose={purpose} />
        </Section>
      </div>
    </div>
  );
}

function Standing({ trail: { lead, consent, sales } }: { trail: Trail }) {
  const { t } = useTranslation("compliance");
  return (
    <Card>
      <Facts
        rows={[
          [
            t("trail.consent"),
            consent.revoked_at ? (
              <Status tone="bad">
                {t("trail.withdrawn")} <Time at={consent.revoked_at} />
              </Status>
            ) : (
              <Status tone="good">{t("trail.stands")}</Status>
            ),
          ],
          [t("trail.channels"), <span className="flex flex-wrap gap-1">{consent.channels.map((channel) => <Badge key={channel}>{t(`channels.${channel}` as never, { defaultValue: channel })}</Badge>)}</span>],
          consent.expires_at ? [t("trail.expires"), <Time at={consent.expires_at} absolute />] : null,
          [t("seller"), <span className="break-words">{lead.seller.name}</span>],
          [t("vertical"), lead.vertical],
          [t("trail.soldTo"), sales.length === 0 ? t("trail.nobody") : <Buyers sales={sales} />],
          [
            t("trail.chain"),
            consent.chain_whole ? <Status tone="good">{t("trail.whole", { count: consent.events })}</Status> : <Status tone="bad">{t("trail.broken")}</Status>,
          ],
          [t("lead"), <Id value={lead.id} />],
          [t("trail.consentId"), <Id value={consent.id} />],
        ]}
      />
    </Card>
  );
}

function Buyers({ sales }: { sales: Trail["sales"] }) {
  const { t } = useTranslation("compliance");
  return (
    <ul className="space-y-1">
      {sales.map((sale) => (
        <li key={sale.id} className="break-words">
          {sale.buyer.name} {sale.exclusive && <Badge tone="info">{t("trail.alone")}</Badge>} {sale.price && <Money value={sale.price} />}
        </li>
      ))}
    </ul>
  );
}

function Captured({ trail: { consent, lead } }: { trail: Trail }) {
  const { t } = useTranslation("compliance");
  return (
    <Card>
      <Facts
        rows={[
          [t("trail.agreed"), <Time at={consent.granted_at} absolute />],
          [t("trail.phone"), consent.phone],
          [t("trail.email"), consent.email && <span className="break-all">{consent.email}</span>],
          [t("trail.ip"), consent.ip && <code className="font-mono text-xs">{consent.ip}</code>],
          [t("trail.page"), consent.page && <span className="break-all"><Away href={consent.page} /></span>],
          [t("trail.act"), consent.act],
          [t("trail.agent"), consent.user_agent && <span className="text-xs break-all">{consent.user_agent}</span>],
          [t("trail.source"), <span className="break-all">{[lead.source, ...lead.subs].join(" · ")}</span>],
          lead.batch ? [t("trail.batch"), <><Id value={lead.batch} /> {t("trail.row", { row: lead.row_number })}</>] : null,
          [t("trail.certified"), consent.certified ? <Status tone="good">{t("yes")}</Status> : <Status tone="off">{t("no")}</Status>],
          consent.certificates.length > 0
            ? [t("trail.certificates"), <ul className="break-all">{consent.certificates.map((one) => <li key={one}><Away href={one} /></li>)}</ul>]
            : null,
        ]}
      />
    </Card>
  );
}

/** The timeline, with the kinds one does not want to see left out by the address. */
function Happening({ trail }: { trail: Trail }) {
  const { t } = useTranslation("compliance");
  const [search, change] = useUrl();
  const without = new Set((search["without"] ?? "").split(",").filter(Boolean));
  const all = story(trail);
  const toggle = (kind: Kind) => {
    if (!without.delete(kind)) without.add(kind);
    change({ without: [...without].join(",") || undefined }, { replace: true });
  };
  return (
    <Section title={t("trail.happened")}>
      <div className="mb-4 flex flex-wrap gap-1.5" role="group" aria-label={t("trail.show")}>
        {KINDS.map((kind) => (
          <Button
            key={kind}
            small
            kind={without.has(kind) ? "quiet" : "plain"}
            aria-pressed={!without.has(kind)}
            icon={without.has(kind) ? "plus" : "check"}
            onClick={() => toggle(kind)}
          >
            {t(`kinds.${kind}`, { count: all.filter((one) => one.kind === kind).length })}
          </Button>
        ))}
      </div>
      <Timeline
        items={all
          .filter((one) => !without.has(one.kind))
          .map((one) => ({
            id: one.id,
            at: <Time at={one.at} absolute />,
            title: <Line of={one} />,
            text: <More of={one} />,
            ...(one.tone ? { tone: one.tone } : {}),
          }))}
      />
    </Section>
  );
}

function Line({ of }: { of: Happened }) {
  const { t, i18n } = useTranslation("compliance");
  const key = `happened.${of.what.replaceAll(".", "-")}`;
  const words = i18n.exists(key, { ns: "compliance" }) ? t(key as never, { party: of.party ?? t("holder") } as never) : of.what;
  return <span className="break-words">{words as string}</span>;
}

function More({ of }: { of: Happened }) {
  const { t } = useTranslation("compliance");
  if (!of.purpose && !of.detail && !of.actor) return null;
  return (
    <span className="break-words">
      {of.purpose && t("trail.for", { purpose: of.purpose })} {of.kind === "delivery" ? t(`states.${of.detail}` as never, { defaultValue: of.detail }) : of.detail}{" "}
      {of.actor && <Id value={of.actor} />}
    </span>
  );
}

/** The events as they stand in the log, byte for byte. */
function Logged({ trail }: { trail: Trail }) {
  const { t } = useTranslation("compliance");
  return (
    <details className="mb-6">
      <summary className="cursor-pointer font-semibold">{t("trail.logged", { count: trail.consent.log.length })}</summary>
      <p className="my-2 text-muted">{t("trail.loggedNote")}</p>
      <ol className="space-y-3">
        {trail.consent.log.map((event) => (
          <li key={event.seq}>
            <p className="flex flex-wrap items-center gap-x-3">
              <span className="font-medium">
                {event.seq} {event.type}
              </span>
              <Time at={event.at} absolute />
              <Id value={event.leaf_hash} />
            </p>
            <Code value={pretty(event.leaf)} label={`${event.seq} ${event.type}`} />
          </li>
        ))}
      </ol>
    </details>
  );
}

const pretty = (leaf: string): unknown => {
  try {
    return JSON.parse(leaf) as unknown;
  } catch {
    return leaf;
  }
};
