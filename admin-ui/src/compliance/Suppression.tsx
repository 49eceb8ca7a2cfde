import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, send, type Schema } from "../api/client";
import { useMe } from "../api/session";
import { Button } from "../ui/Button";
import { useConfirm } from "../ui/Dialog";
import { Checkbox, FileDrop, Input, Select, TextArea } from "../ui/form";
import { number } from "../ui/format";
import { Card, Code, Screen, Section, SmallTable, Stat, Tabs, Tiles } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { EmptyState, Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Id, Num, Status, Time } from "../ui/values";
import { Ask, textOf } from "./Ask";
import { rowsOf } from "./rows";

type Report = Schema<"SuppressionReport">;
type Reason = "person" | "dnc" | "litigator" | "operator";
const REASONS: readonly Reason[] = ["person", "dnc", "litigator", "operator"];
const CHANNELS = ["call", "autodialed", "prerecorded", "sms", "email"] as const;

/** Numbers and addresses that must not be used: what there is, and how more comes in. */
export default function Suppression() {
  const { t } = useTranslation("compliance");
  const me = useMe();
  const writes = me.scopes.includes("suppressions:write");
  const operator = me.roles.includes("operator");
  return (
    <Screen title={t("nav.suppression")}>
      <Counts />
      {writes ? (
        <Tabs
          tabs={[
            { id: "rows", label: t("suppression.rows"), content: () => <Rows /> },
            { id: "file", label: t("suppression.file"), content: () => <File operator={operator} /> },
            { id: "lists", label: t("suppression.lists"), content: () => <Lists /> },
            { id: "sources", label: t("suppression.sources"), content: () => <Sources /> },
            { id: "links", label: t("suppression.links"), content: () => <Links /> },
          ]}
        />
      ) : (
        <EmptyState icon="lock" title={t("suppression.readOnly")} text={t("suppression.readOnlyText")} />
      )}
    </Screen>
  );
}

function Counts() {
  const { t } = useTranslation("compliance");
  const counts = useQuery({ queryKey: ["suppressions", "counts"], queryFn: () => ask(api.GET("/v1/suppression-counts")) });
  return (
    <Section title={t("suppression.inForce")}>
      <Loaded of={counts} lines={3}>
        {({ data, complete }) =>
          data.length === 0 ? (
            <p className="text-muted">{t("suppression.none")}</p>
          ) : (
            <>
              <Tiles>
                {data.map((one) => (
                  <Stat
                    key={`${one.reason} ${one.against}`}
                    label={t(`reasons.${one.reason}`)}
                    value={number(one.rows) + (complete ? "" : "+")}
                    note={<>{t(one.against === "everybody" ? "suppression.everybody" : "suppression.oneSeller")} · <Time at={one.newest_at} /></>}
                  />
                ))}
              </Tiles>
              {!complete && <p className="mt-2 text-muted">{t("suppression.incomplete")}</p>}
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

/** What came of it, and each row that could not be used. */
function Outcome({ report }: { report: Report }) {
  const { t } = useTranslation("compliance");
  return (
    <div className="mt-4 space-y-3">
      <Tiles>
        <Stat label={t("suppression.report.rows")} value={number(report.rows)} />
        <Stat label={t("suppression.report.added")} value={number(report.added)} />
        <Stat label={t("suppression.report.ended")} value={number(report.consents_ended)} />
        <Stat label={t("suppression.report.limited")} value={number(report.consents_limited)} />
        <Stat label={t("suppression.report.rejected")} value={number(report.rejected)} {...(report.rejected > 0 ? { tone: "warn" as const } : {})} />
      </Tiles>
      {report.rejects.length > 0 && (
        <SmallTable
          caption={t("suppression.report.rejected")}
          head={[{ label: t("suppression.report.row"), right: true }, t("suppression.report.field"), t("suppression.report.why")]}
          rows={report.rejects.slice(0, 100).map((one) => [one.row, one.field, <code className="font-mono text-xs">{one.code}</code>])}
        />
      )}
    </div>
  );
}

/** The form's chosen channels; none means all of them. */
function Channels() {
  const { t } = useTranslation("compliance");
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{t("trail.channels")}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {CHANNELS.map((one) => (
          <Checkbox key={one} name="channels" value={one} label={t(`channels.${one}`)} />
        ))}
      </div>
      <p className="mt-1 text-xs text-muted">{t("suppression.channelsHint")}</p>
    </fieldset>
  );
}

function useReport(): [Report | undefined, unknown, boolean, (work: () => Promise<Report>) => void] {
  const queries = useQueryClient();
  const [report, setReport] = useState<Report>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const run = (work: () => Promise<Report>) => {
    setBusy(true);
    setProblem(undefined);
    setReport(undefined);
    work()
      .then((done) => {
        setReport(done);
        return queries.invalidateQueries({ queryKey: ["suppressions"] });
      })
      .catch(setProblem)
      .finally(() => setBusy(false));
  };
  return [report, problem, busy, run];
}

function Rows() {
  const { t } = useTranslation("compliance");
  const [report, problem, busy, run] = useReport();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = REASONS.find((one) => one === form.get("reason")) ?? "person";
    const channels = CHANNELS.filter((one) => form.getAll("channels").includes(one));
    const rows = rowsOf(String(form.get("rows"))).map((row) => ({ ...row, reason, ...(channels.length > 0 ? { channels: [...channels] } : {}) }));
    run(() => ask(api.POST("/v1/suppressions", { body: { suppressions: rows } })));
  };
  return (
    <>
      <form className="max-w-2xl space-y-4" onSubmit={submit}>
        <TextArea label={t("suppression.numbers")} hint={t("suppression.numbersHint")} name="rows" rows={6} required spellCheck={false} className="font-mono" />
        <Select label={t("suppression.reason")} name="reason" options={REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))} />
        <Channels />
        <Button kind="primary" type="submit" icon="ban" busy={busy}>
          {t("suppression.suppress")}
        </Button>
      </form>
      <div className="mt-4 max-w-2xl"><ProblemHelp problem={problem} /></div>
      <div aria-live="polite">{report && <Outcome report={report} />}</div>
    </>
  );
}

function File({ operator }: { operator: boolean }) {
  const { t } = useTranslation("compliance");
  const [report, problem, busy, run] = useReport();
  const [reason, setReason] = useState<Reason>("dnc");
  const [list, setList] = useState("");
  const [asOf, setAsOf] = useState(() => new Date().toISOString().slice(0, 10));
  const [whole, setWhole] = useState(false);
  const upload = (file: globalThis.File) =>
    run(async () => {
      const query = new URLSearchParams({ reason, ...(list.trim() ? { list: list.trim(), as_of: asOf } : {}), ...(whole ? { whole: "true" } : {}) });
      const type = file.name.endsWith(".json") ? "application/octet-stream" : "text/csv";
      const answer = await send(new Request(`${location.origin}/v1/suppressions/files?${query}`, { method: "POST", headers: { "content-type": type }, body: await file.arrayBuffer() }));
      return (await answer.json()) as Report;
    });
  return (
    <>
      <div className="max-w-2xl space-y-4">
        <div className="grid gap-4 sm:grid-cols-3">
          <Select
            label={t("suppression.reason")}
            value={reason}
            onChange={(event) => setReason(REASONS.find((one) => one === event.target.value) ?? "dnc")}
            options={REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          />
          <Input label={t("suppression.list")} hint={t("suppression.listHint")} maxLength={60} value={list} onChange={(event) => setList(event.target.value)} />
          <Input label={t("suppression.asOf")} type="date" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
        </div>
        {operator && (
          <Checkbox label={t("suppression.whole")} hint={t("suppression.wholeHint")} checked={whole} disabled={list.trim() === ""} onChange={(event) => setWhole(event.target.checked)} />
        )}
        <FileDrop label={busy ? t("suppression.uploading") : t("suppression.choose")} hint={t("suppression.fileHint")} accept=".csv,.txt,.json" onFile={upload} />
      </div>
      <div className="mt-4 max-w-2xl"><ProblemHelp problem={problem} /></div>
      <div aria-live="polite">{report && <Outcome report={report} />}</div>
    </>
  );
}

function Lists() {
  const { t } = useTranslation("compliance");
  const lists = useQuery({ queryKey: ["suppressions", "lists"], queryFn: () => ask(api.GET("/v1/suppression-lists")) });
  return (
    <Loaded of={lists} lines={4}>
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState icon="list" title={t("suppression.noLists")} text={t("suppression.noListsText")} />
        ) : (
          <SmallTable
            caption={t("suppression.lists")}
            head={[t("suppression.list"), t("suppression.asOf"), { label: t("suppression.report.rows"), right: true }, t("suppression.updated")]}
            rows={data.map((one) => [<span className="break-words">{one.list}</span>, <Time at={one.as_of} day />, <Num value={one.rows} />, <Time at={one.updated_at} />])}
          />
        )
      }
    </Loaded>
  );
}

function Sources() {
  const { t } = useTranslation("compliance");
  const queries = useQueryClient();
  const confirm = useConfirm();
  const toast = useToast();
  const [opening, setOpening] = useState(false);
  const [secret, setSecret] = useState<string>();
  const sources = useQuery({ queryKey: ["suppressions", "sources"], queryFn: () => ask(api.GET("/v1/suppression-sources", { params: { query: { limit: 100 } } })) });
  const again = () => queries.invalidateQueries({ queryKey: ["suppressions", "sources"] });
  const revoke = (id: string, name: string) =>
    confirm({
      title: t("suppression.revokeTitle", { name }),
      effects: [t("suppression.revokeEffect")],
      confirm: t("suppression.revoke"),
      danger: true,
      run: async () => {
        await ask(api.DELETE("/v1/suppression-sources/{id}", { params: { path: { id } } }));
        toast(t("suppression.revoked"));
        await again();
      },
    });
  return (
    <Section
      title={t("suppression.sources")}
      note={t("suppression.sourcesNote")}
      actions={
        <Button icon="plus" onClick={() => setOpening(true)}>
          {t("suppression.newSource")}
        </Button>
      }
    >
      {secret && (
        <Card className="mb-3 space-y-2">
          <p className="font-medium">{t("suppression.secret")}</p>
          <Code value={secret} label={t("suppression.secret")} />
          <p className="text-muted">{t("suppression.secretNote")}</p>
        </Card>
      )}
      <Loaded of={sources} lines={4}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="send" title={t("suppression.noSources")} text={t("suppression.noSourcesText")} />
          ) : (
            <SmallTable
              caption={t("suppression.sources")}
              head={[t("suppression.name"), t("suppression.sourceId"), t("suppression.created"), t("standing"), t("suppression.revoke")]}
              rows={data.map((one) => [
                <span className="break-words">{one.name}</span>,
                <Id value={one.id} />,
                <Time at={one.created_at} />,
                one.revoked_at ? <Status tone="off">{t("suppression.revoked")}</Status> : <Status tone="good">{t("suppression.taking")}</Status>,
                !one.revoked_at && (
                  <Button small kind="danger" aria-label={t("suppression.revokeTitle", { name: one.name })} onClick={() => revoke(one.id, one.name)}>
                    {t("suppression.revoke")}
                  </Button>
                ),
              ])}
            />
          )
        }
      </Loaded>
      {opening && (
        <Ask
          title={t("suppression.newSource")}
          confirm={t("suppression.newSource")}
          onClose={() => setOpening(false)}
          effects={[t("suppression.sourceEffect")]}
          run={async (form) => {
            const made = await ask(api.POST("/v1/suppression-sources", { body: { name: textOf(form, "name") ?? "" } }));
            setSecret(made.secret);
            setOpening(false);
            await again();
          }}
        >
          <Input label={t("suppression.name")} name="name" required maxLength={100} pattern=".*\S.*" autoFocus data-start="" />
        </Ask>
      )}
    </Section>
  );
}

function Links() {
  const { t } = useTranslation("compliance");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [link, setLink] = useState<{ url: string; expires_at: string }>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const lead = textOf(new FormData(event.currentTarget), "lead") ?? "";
    setBusy(true);
    setProblem(undefined);
    setLink(undefined);
    ask(api.POST("/v1/opt-out-links", { body: { lead } }))
      .then(setLink)
      .catch(setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <Section title={t("suppression.links")} note={t("suppression.linksNote")}>
      <form className="flex max-w-2xl items-end gap-3" onSubmit={submit}>
        <div className="flex-1">
          <Input label={t("lead")} name="lead" required pattern="\s*lead_[0-9a-z]{26}\s*" placeholder="lead_…" spellCheck={false} />
        </div>
        <Button kind="primary" type="submit" busy={busy}>
          {t("suppression.makeLink")}
        </Button>
      </form>
      <div className="mt-4 max-w-2xl space-y-2" aria-live="polite">
        <ProblemHelp problem={problem} />
        {link && (
          <>
            <Code value={link.url} label={t("suppression.link")} />
            <p className="text-muted">
              {t("suppression.linkUntil")} <Time at={link.expires_at} absolute />
            </p>
          </>
        )}
      </div>
    </Section>
  );
}
