import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../../api/client";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/form";
import { useKeys } from "../../ui/keys";
import { KeyHint, Section, Timeline } from "../../ui/layout";
import { useReturnReason } from "../../ui/reasons";
import { Loaded } from "../../ui/states";
import { Go } from "../../ui/url";
import { Badge, Facts, Id, Money, Time } from "../../ui/values";
import { Attributes, Channels } from "../parts";
import { DISPOSITIONS, LOSSES, type Loss, type Owned } from "./dispositions";
import { Proof } from "./Proof";
import { ReturnDialog } from "./ReturnDialog";
import { Reveal } from "./Reveal";
import { Returned, Speed, Window } from "./Timer";
import { useDispose } from "./useDispose";

/** One bought lead, in the drawer and on its page. */
export function LeadDetail({ id, inDrawer }: { id: string; inDrawer?: boolean }) {
  const lead = useQuery({ queryKey: ["sale", id], queryFn: ({ signal }) => ask(api.GET("/v1/sales/{id}", { params: { path: { id } }, signal })) });
  return <Loaded of={lead}>{(it) => <Detail lead={it} inDrawer={inDrawer ?? false} />}</Loaded>;
}

function Detail({ lead, inDrawer }: { lead: Owned; inDrawer: boolean }) {
  const { t } = useTranslation("buyer");
  const queries = useQueryClient();
  const [returning, setReturning] = useState(false);
  const open = new Date(lead.return_until).getTime() > Date.now() && (!lead.return || lead.return.state === "denied");
  return (
    <>
      <Disposing lead={lead} inDrawer={inDrawer} keys={!returning} />
      <div className="mb-5 flex flex-wrap items-center gap-3">
        <Speed lead={lead} />
        <Window until={lead.return_until} full />
        <Returned lead={lead} />
        {open && (
          <Button icon="return" className="ml-auto" onClick={() => setReturning(true)}>
            {t("returns.ask")}
          </Button>
        )}
        {lead.return && (
          <Go to={`/buyer/returns?open=${lead.return.id}`} className="ml-auto text-accent underline">
            {t("returns.show")}
          </Go>
        )}
      </div>
      {lead.erased ? <p className="mb-5">{t("leads.erased")}</p> : <Reveal lead={lead} />}
      <Section title={t("find.interest")}>
        <Facts
          rows={[
            [t("find.vertical"), lead.vertical],
            ...Attributes({ attrs: lead.attrs }),
            [t("find.state"), `${lead.state} ${lead.zip}`],
            [t("find.score"), <span key="score">{lead.score} <Badge tone="info">{t(`levels.${lead.level}`)}</Badge></span>],
            [t("find.channels"), <Channels key="channels" of={lead.channels} />],
            [t("find.source"), lead.source],
          ]}
        />
      </Section>
      <Section title={t("leads.purchase")}>
        <Facts
          rows={[
            [t("find.price"), <span key="price"><Money value={lead.price} /> {lead.vat.amount > 0 && <span className="text-muted">+ <Money value={lead.vat} /> {t("buy.vat")}</span>} {lead.paid_by === "quota" && <Badge>{t("buy.by.quota")}</Badge>} {lead.exclusive && <Badge tone="info">{t("find.exclusive")}</Badge>}</span>],
            [t("leads.bought"), <Time key="bought" at={lead.bought_at} absolute />],
            [t("leads.returnUntil"), <Time key="until" at={lead.return_until} absolute />],
            [t("leads.sale"), <Id key="sale" value={lead.id} whole />],
            [t("find.lead"), <Id key="lead" value={lead.lead} whole />],
          ]}
        />
      </Section>
      <Proof lead={lead} />
      <Story lead={lead} />
      {returning && (
        <ReturnDialog
          lead={lead}
          close={() => setReturning(false)}
          done={() => {
            setReturning(false);
            void queries.invalidateQueries({ predicate: ({ queryKey }) => ["sale", "sales", "timeline", "returns"].includes(String(queryKey[0])) });
          }}
        />
      )}
    </>
  );
}

/** How far it got, by a click or by the letter shown on the button. */
function Disposing({ lead, inDrawer, keys }: { lead: Owned; inDrawer: boolean; keys: boolean }) {
  const { t } = useTranslation("buyer");
  const say = useDispose();
  const { value, reason } = lead.disposition;
  useKeys(keys ? Object.fromEntries(DISPOSITIONS.map((one) => [one.key, () => void say(lead, one.value)])) : {}, inDrawer);
  return (
    <div className="mb-4">
      <div role="radiogroup" aria-label={t("leads.disposition")} className="flex flex-wrap gap-1">
        {DISPOSITIONS.map((one) => (
          <button
            key={one.value}
            type="button"
            role="radio"
            aria-checked={one.value === value}
            onClick={() => void say(lead, one.value)}
            className={`inline-flex h-8 items-center gap-1.5 rounded-md border px-2.5 font-medium ${one.value === value ? "border-accent bg-accent-soft" : "border-line hover:bg-hover"}`}
          >
            {t(`dispositions.${one.value}`)} <KeyHint keys={one.key} />
          </button>
        ))}
      </div>
      {value === "lost" && (
        <div className="mt-2 max-w-64">
          <Select
            label={t("leads.lossReason")}
            value={reason ?? ""}
            options={[{ value: "", label: t("leads.noReason") }, ...LOSSES.map((one) => ({ value: one, label: t(`losses.${one}`) }))]}
            onChange={(event) => void say(lead, "lost", (event.target.value || undefined) as Loss | undefined)}
          />
        </div>
      )}
    </div>
  );
}

const TONES: Record<string, "good" | "bad" | "warn"> = {
  bought: "good",
  "return-accepted": "good",
  "return-requested": "warn",
  "return-denied": "bad",
  "consent-withdrawn": "bad",
  "delivery-dead": "bad",
  "delivery-delivered": "good",
};

const withTone = <T extends object>(tone: "good" | "bad" | "warn" | undefined, item: T) => (tone ? { ...item, tone } : item);

function Story({ lead }: { lead: Owned }) {
  const { t, i18n } = useTranslation("buyer");
  const returned = useReturnReason();
  const story = useQuery({ queryKey: ["timeline", lead.id], queryFn: ({ signal }) => ask(api.GET("/v1/sales/{id}/timeline", { params: { path: { id: lead.id } }, signal })) });
  const detail = (kind: string, text: string | null) => {
    if (text === null) return undefined;
    if (kind === "disposition") {
      const [value, reason] = text.split(" ");
      return `${t(`dispositions.${value}` as never)}${reason ? ` · ${t(`losses.${reason}` as never)}` : ""}`;
    }
    if (kind === "return-requested") return returned(text);
    if (kind.startsWith("return-")) return <Money value={{ amount: Number(text), currency: lead.price.currency }} />;
    if (kind.startsWith("delivery-")) return t("leads.attempts", { count: Number(text) });
    return text;
  };
  return (
    <Section title={t("leads.timeline")}>
      <Loaded of={story}>
        {({ data }) => (
          <Timeline
            items={[...data].reverse().map((moment, n) => withTone(TONES[moment.kind], {
              id: `${moment.at} ${n}`,
              at: <Time at={moment.at} absolute />,
              title: i18n.exists(`buyer:moments.${moment.kind}`) ? t(`moments.${moment.kind}` as never) : moment.kind,
              text: moment.detail !== null || moment.actor !== null ? (
                <>
                  {detail(moment.kind, moment.detail)} {moment.actor && <Id value={moment.actor} />}
                </>
              ) : undefined,
            }))}
          />
        )}
      </Loaded>
    </Section>
  );
}
