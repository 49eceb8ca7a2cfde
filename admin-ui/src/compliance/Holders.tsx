import { useTranslation } from "react-i18next";
import type { Schema } from "../api/client";
import { Code } from "../ui/layout";
import { Badge, Facts, Id, Status, Time } from "../ui/values";

export type Obligation = Schema<"Obligation">;

export type Stage = "confirmed" | "late" | "refused" | "unreached" | "told" | "waiting";

/** How it stands with one holder; the worst first. */
export function stage(of: Obligation): Stage {
  if (of.acknowledged_at) return "confirmed";
  if (of.overdue_at) return "late";
  if (of.reasons.includes("acknowledgement-refused")) return "refused";
  if (of.reasons.includes("not-reached")) return "unreached";
  return of.told_at ? "told" : "waiting";
}

const TONES = { confirmed: "good", late: "bad", refused: "bad", unreached: "bad", told: "info", waiting: "warn" } as const;

export function StageOf({ of }: { of: Obligation }) {
  const { t } = useTranslation("compliance");
  const how = stage(of);
  return <Status tone={TONES[how]}>{t(`stages.${how}`)}</Status>;
}

/** How much of the time is over; full and red when it is all gone. */
export function Clock({ of }: { of: Obligation }) {
  const { t } = useTranslation("compliance");
  const begin = new Date(of.created_at).getTime();
  const due = new Date(of.due_at).getTime();
  const end = of.acknowledged_at ? new Date(of.acknowledged_at).getTime() : Date.now();
  const part = Math.max(0, Math.min(100, Math.round(((end - begin) / (due - begin)) * 100)));
  const colour = of.acknowledged_at ? "bg-good" : part >= 80 ? "bg-bad" : "bg-accent";
  return (
    <div
      role="progressbar"
      aria-label={t("clock", { part })}
      aria-valuenow={part}
      aria-valuemin={0}
      aria-valuemax={100}
      title={t("clock", { part })}
      className="h-1.5 w-full overflow-hidden rounded-full border border-line bg-hover"
    >
      <div className={`h-full ${colour}`} style={{ width: `${Math.max(part, 2)}%` }} />
    </div>
  );
}

/** Everybody who has to hear of one thing: told when, due when, confirmed how. */
export function Holders({ holders }: { holders: Obligation[] }) {
  return (
    <ul className="space-y-3">
      {holders.map((one) => (
        <li key={one.id} className="rounded-lg border border-line p-4">
          <Holder of={one} />
        </li>
      ))}
    </ul>
  );
}

export function Holder({ of }: { of: Obligation }) {
  const { t } = useTranslation("compliance");
  const signed = of.acknowledgement;
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold break-words">{of.party.name}</span> <Badge>{t(`roles.${of.role}`)}</Badge>
        <span className="ml-auto">
          <StageOf of={of} />
        </span>
      </div>
      <Clock of={of} />
      <Facts
        rows={[
          [t("obligation.due"), <><Time at={of.due_at} absolute /> (<Time at={of.due_at} />)</>],
          [t("obligation.told"), of.told_at ? <><Time at={of.told_at} absolute /> {of.told_by && t(`toldBy.${of.told_by}` as never, { defaultValue: of.told_by })}</> : t("obligation.notTold", { count: of.attempts })],
          of.last_problem ? [t("obligation.lastTry"), <span className="break-words">{of.last_status ?? ""} {of.last_problem}</span>] : null,
          [t("obligation.reminders"), of.reminders],
          of.refused_acknowledgements > 0 ? [t("obligation.refused"), of.refused_acknowledgements] : null,
          [t("obligation.confirmed"), of.acknowledged_at ? <Time at={of.acknowledged_at} absolute /> : null],
          [t("obligation.rule"), <code className="font-mono text-xs">{of.rule}</code>],
          [t("lead"), <Id value={of.lead} />],
        ]}
      />
      {signed && (
        <details>
          <summary className="cursor-pointer text-muted">{t("obligation.signature")}</summary>
          <Code label={t("obligation.signature")} value={{ key: signed.key, public_key: signed.public_key, statement: signed.statement, signature: signed.signature }} />
        </details>
      )}
    </div>
  );
}
