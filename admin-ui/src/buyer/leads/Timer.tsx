import { useTranslation } from "react-i18next";
import { span } from "../../ui/format";
import { Badge, Status, Time } from "../../ui/values";
import { toneOf, type Owned } from "./dispositions";

const DAY_MS = 86_400_000;

/** How long a lead can still be returned; nothing once that is over. */
export function Window({ until, full }: { until: string; full?: boolean }) {
  const { t } = useTranslation("buyer");
  const left = new Date(until).getTime() - Date.now();
  if (left <= 0) return full ? <span className="text-muted">{t("leads.windowOver")}</span> : null;
  return (
    <time dateTime={until} title={until}>
      <Badge tone={left < DAY_MS ? "warn" : "off"}>{t("leads.windowLeft", { span: span(left / 1000) })}</Badge>
    </time>
  );
}

/** Since it was bought, until somebody tried first: the longer, the colder. */
export function Speed({ lead }: { lead: Owned }) {
  const { t } = useTranslation("buyer");
  const bought = new Date(lead.bought_at).getTime();
  const first = lead.disposition.first_attempt_at;
  if (first) return <span className="text-muted">{t("leads.triedAfter", { span: span((new Date(first).getTime() - bought) / 1000) })}</span>;
  const waits = Date.now() - bought;
  return (
    <span className={waits > DAY_MS ? "text-bad" : waits > 3_600_000 ? "text-warn" : ""} title={lead.bought_at}>
      {t("leads.waits", { span: span(waits / 1000) })}
    </span>
  );
}

export function Said({ lead }: { lead: Owned }) {
  const { t } = useTranslation("buyer");
  const { value, reason } = lead.disposition;
  return (
    <Status tone={toneOf(value)}>
      {t(`dispositions.${value}`)}
      {reason && <span className="text-muted"> · {t(`losses.${reason}`)}</span>}
    </Status>
  );
}

export function Returned({ lead }: { lead: Owned }) {
  const { t } = useTranslation("buyer");
  if (!lead.return) return null;
  const tone = lead.return.state === "accepted" ? "good" : lead.return.state === "denied" ? "bad" : "warn";
  return <Badge tone={tone}>{t(`returns.states.${lead.return.state}`)}</Badge>;
}

export const When = ({ at }: { at: string }) => <Time at={at} />;
