import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Button } from "../ui/Button";
import { bytes, number, percent, seconds, span } from "../ui/format";
import { Icon } from "../ui/icons";
import { Screen, Section, SmallTable, Stat, Tiles } from "../ui/layout";
import { Loaded } from "../ui/states";
import { Go } from "../ui/url";
import { Id, None, Num, Status, Time, type Tone } from "../ui/values";
import { jobState, queueTone, troubles, type Job, type System, type Trouble } from "./health";
import { german } from "./jobs";

const POLL_MS = 10_000;
const load = () => ask(api.GET("/v1/system"));

/** How the machine is: what fails, what waits, what runs, and whether there is room. */
export default function SystemScreen() {
  const { t } = useTranslation("operator");
  const system = useQuery({ queryKey: ["system"], queryFn: load, refetchInterval: POLL_MS });
  return (
    <Screen
      wide
      title={t("nav.system")}
      actions={
        <Button icon="refresh" busy={system.isFetching} onClick={() => void system.refetch()}>
          {t("system.refresh")}
        </Button>
      }
    >
      <Loaded of={system} lines={14}>
        {(it) => (
          <>
            <Health of={it} />
            <Figures of={it} />
            <div className="grid gap-x-6 lg:grid-cols-2">
              <Queues of={it} />
              <div>
                <Recurring of={it} />
                <Schemas of={it} />
                <Keys of={it} />
              </div>
            </div>
            <Jobs of={it} />
          </>
        )}
      </Loaded>
    </Screen>
  );
}

type Words = ReturnType<typeof useTranslation<"operator">>["t"];

function said(t: Words, trouble: Trouble, system: System): string {
  const queue = trouble.what === "queue" ? system.queues.find((one) => one.name === trouble.name) : undefined;
  return t(`system.health.${trouble.what}`, { name: queue ? t(`system.queues.${queue.name}`) : trouble.name });
}

function Health({ of }: { of: System }) {
  const { t } = useTranslation("operator");
  const found = troubles(of);
  const bad = found.some((one) => one.tone === "bad");
  const look = found.length === 0 ? "border-good/40 bg-good-soft" : bad ? "border-bad/40 bg-bad-soft" : "border-warn/40 bg-warn-soft";
  return (
    <div role="status" className={`mb-6 flex items-start gap-3 rounded-lg border p-4 ${look}`}>
      <Icon name={found.length === 0 ? "check" : "alarm"} size={20} className={found.length === 0 ? "text-good" : bad ? "text-bad" : "text-warn"} />
      <div>
        <p className="text-base font-semibold">{found.length === 0 ? t("system.fine") : t("system.needs", { count: found.length })}</p>
        {found.length > 0 && (
          <ul className="mt-1 grid gap-0.5">
            {found.map((one) => (
              <li key={one.what + one.name}>
                <Status tone={one.tone}>{said(t, one, of)}</Status>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Figures({ of }: { of: System }) {
  const { t } = useTranslation("operator");
  const { process, database, disk, log } = of;
  const warns = new Map(troubles(of).map((one) => [one.what, one.tone]));
  const tone = (what: Trouble["what"]) => (warns.has(what) ? { tone: warns.get(what)! } : {});
  const open = database.oldest_transaction ? (Date.parse(of.at) - Date.parse(database.oldest_transaction)) / 1000 : undefined;
  return (
    <Section title={t("system.process")} note={<>{t("system.version")} {process.version} · Java {process.java.split("+")[0]} · PostgreSQL {database.version.split(" ")[0]}</>}>
      <Tiles>
        <Stat label={t("system.up")} value={span(seconds(process.uptime))} note={process.built_at && <>{t("system.built")} <Time at={process.built_at} day /></>} />
        <Stat label={t("system.memory")} value={bytes(process.memory)} note={t("system.of", { max: bytes(process.memory_max) })} />
        <Stat label={t("system.database")} value={bytes(database.bytes)} />
        <Stat label={t("system.connections")} value={<Num value={database.connections} />} note={t("system.of", { max: number(database.connections_max) })} {...tone("connections")} />
        <Stat label={t("system.oldest")} value={open === undefined ? <None /> : span(open)} {...tone("transaction")} />
        <Stat
          label={t("system.disk")}
          value={disk ? bytes(disk.free) : <None />}
          note={disk && `${percent(disk.free / disk.total)} ${t("system.of", { max: bytes(disk.total) })}`}
          {...tone("disk")}
        />
        <Stat
          label={t("system.log")}
          value={<Num value={log.size} />}
          note={t(`system.parts.${log.part}`)}
          {...(log.part === "refusing" ? { tone: "bad" as const } : tone("silent"))}
        />
        <Stat
          label={t("system.signed")}
          value={log.signed_at ? <Time at={log.signed_at} /> : <None />}
          note={log.newest_event ? <>{t("system.newest")} <Time at={log.newest_event} /></> : t("system.notSigned")}
        />
        <Stat
          label={t("system.audit")}
          value={log.audit ? t("system.findings", { count: log.audit.findings }) : <None />}
          note={log.audit && <Time at={log.audit.at} />}
          {...tone("audit")}
          to={
            <Go to="/operator/audit" className="text-accent underline">
              {t("system.open")}
            </Go>
          }
        />
      </Tiles>
    </Section>
  );
}

const STATES: Record<ReturnType<typeof jobState>, Tone> = { failing: "bad", late: "warn", long: "warn", running: "info", resting: "good" };
const RANK = Object.keys(STATES);

function Jobs({ of }: { of: System }) {
  const { t, i18n } = useTranslation("operator");
  const rows = of.jobs
    .map((job) => ({ job, state: jobState(job, of) }))
    // what needs attention first, the rest by name: whether it runs just now must not move it
    .sort((a, b) => Math.min(RANK.indexOf(a.state), 3) - Math.min(RANK.indexOf(b.state), 3) || a.job.name.localeCompare(b.job.name));
  const words = (job: Job) => (i18n.language === "de" ? (german[job.name] ?? job.does) : job.does);
  return (
    <Section title={t("system.jobs")} note={t("system.jobsNote")}>
      <SmallTable
        caption={t("system.jobs")}
        head={[
          t("system.job"),
          t("system.state"),
          { label: t("system.every"), right: true },
          { label: t("system.last"), right: true },
          { label: t("system.took"), right: true },
          { label: t("system.runs"), right: true },
          { label: t("system.failures"), right: true },
          t("system.lastFailure"),
        ]}
        rows={rows.map(({ job, state }): ReactNode[] => [
          <>
            <span className="block">{words(job)}</span>
            <code className="font-mono text-xs text-muted">{job.name}</code>
          </>,
          <Status tone={STATES[state]}>{t(`system.states.${state}`)}</Status>,
          <span className="whitespace-nowrap">{rest(seconds(job.every))}</span>,
          <Time at={job.last_at} />,
          job.took_ms === null ? <None /> : <span className="whitespace-nowrap">{job.took_ms < 10_000 ? `${number(job.took_ms)} ms` : span(job.took_ms / 1000)}</span>,
          <Num value={job.runs} />,
          <span className={job.failures > 0 ? "text-bad" : ""}>
            <Num value={job.failures} />
          </span>,
          job.last_failure ? (
            <>
              <code className="block font-mono text-xs">{job.last_failure.kind}</code>
              <span className="text-xs text-muted">
                <Time at={job.last_failure.at} />
              </span>
            </>
          ) : (
            <None />
          ),
        ])}
      />
    </Section>
  );
}

const rest = (long: number) => (long < 1 ? `${number(long * 1000)} ms` : span(long));

function Queues({ of }: { of: System }) {
  const { t } = useTranslation("operator");
  return (
    <Section title={t("system.waits")}>
      <SmallTable
        caption={t("system.waits")}
        head={[t("system.queue"), { label: t("system.waiting"), right: true }, { label: t("system.waitsSince"), right: true }]}
        rows={of.queues.map((queue): ReactNode[] => {
          const tone = queueTone(queue.since, of.at);
          return [
            <Status tone={queue.waiting === 0 ? "off" : tone}>
              {queue.name === "deliveries" ? (
                <Go to="/operator/deliveries?state=waiting" className="text-accent underline">
                  {t("system.queues.deliveries")}
                </Go>
              ) : (
                t(`system.queues.${queue.name}`)
              )}
            </Status>,
            number(queue.waiting) + (queue.more ? "+" : ""),
            <span className={tone === "bad" ? "text-bad" : tone === "warn" ? "text-warn" : ""}>
              <Time at={queue.since} />
            </span>,
          ];
        })}
      />
    </Section>
  );
}

function Recurring({ of }: { of: System }) {
  const { t } = useTranslation("operator");
  return (
    <Section title={t("system.recurring")} note={t("system.recurringNote")}>
      <SmallTable
        caption={t("system.recurring")}
        head={[t("system.job"), t("system.state"), { label: t("system.doneUntil"), right: true }]}
        rows={of.recurring.map((work): ReactNode[] => [
          <code className="font-mono text-xs">{work.name}</code>,
          work.failing ? (
            <Status tone="bad">
              {t("system.states.failing")} <code className="font-mono text-xs">{work.failing.kind}</code>
            </Status>
          ) : (
            <Status tone="good">{t("system.states.resting")}</Status>
          ),
          <Time at={work.done_until} />,
        ])}
      />
    </Section>
  );
}

function Schemas({ of }: { of: System }) {
  const { t } = useTranslation("operator");
  return (
    <Section title={t("system.migrations")}>
      <SmallTable
        caption={t("system.migrations")}
        head={[t("system.schema"), { label: t("system.version"), right: true }, { label: t("system.migrated"), right: true }]}
        rows={of.database.migrations.map((one): ReactNode[] => [one.schema, one.version, <Time at={one.at} day />])}
      />
    </Section>
  );
}

function Keys({ of }: { of: System }) {
  const { t } = useTranslation("operator");
  return (
    <Section title={t("system.keys")}>
      <SmallTable
        caption={t("system.keys")}
        head={[t("system.use"), t("system.name"), { label: t("system.since"), right: true }]}
        rows={of.keys.map((key): ReactNode[] => [t(`system.keyUse.${key.use}`), key.use === "tokens" ? <Id value={key.name} /> : <code className="font-mono text-xs break-all">{key.name}</code>, <Time at={key.since} />])}
      />
    </Section>
  );
}
