import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, send } from "../api/client";
import { Problem } from "../api/problem";
import { Button } from "../ui/Button";
import { TextArea } from "../ui/form";
import { number } from "../ui/format";
import { Card, Code, Screen, Section, SmallTable, Stat, Tiles } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Loaded } from "../ui/states";
import { Facts, Id, Num, Status, Time } from "../ui/values";
import type { Consistency } from "./consistency";
import { remember, seenCheckpoints, type Seen } from "./seen";
import { trusted } from "./trusted";

interface Head {
  note: string;
  origin: string;
  size: number;
  root: string;
  signed: boolean;
  witnesses: string;
  cosigned: string[];
}

const text = async (path: string): Promise<string> => (await send(new Request(location.origin + path))).text();

/** The newest checkpoint, its signature and its witnesses checked here by the policy this browser trusts. */
async function head(): Promise<Head> {
  const [note, policy, { signedBy, keyName, origin, policyLines, root, size, witnessedBy, word }, { hex, Stop }] = await Promise.all([
    text("/log/checkpoint"),
    trusted(),
    import("../verify/note"),
    import("../verify/bytes"),
  ]);
  let signed = false;
  for (const line of policyLines(policy.text)) {
    if (line[0] !== "log" || keyName(word(line, 1)) !== origin(note)) continue;
    if ((await signedBy(word(line, 1), note)).found) signed = true;
  }
  const cosigned: string[] = [];
  const witnesses = await witnessedBy(policy.text, note, (times) => cosigned.push(...times)).catch((e: unknown) => {
    if (e instanceof Stop) return e.message;
    throw e;
  });
  if (signed) remember({ note, size: size(note), at: new Date().toISOString() });
  return { note, origin: origin(note), size: size(note), root: hex(root(note)), signed, witnesses, cosigned };
}

/** The log that everything is proven by: how large it is, who signed, and that it only ever grows. */
export default function Log() {
  const { t } = useTranslation("compliance");
  const newest = useQuery({ queryKey: ["log", "head"], queryFn: head, refetchInterval: 10_000 });
  return (
    <Screen title={t("nav.log")}>
      <Loaded of={newest}>
        {(it) => (
          <>
            <Section title={t("log.newest")}>
              <Tiles>
                <Stat label={t("log.size")} value={number(it.size)} note={t("log.sizeNote")} />
                <Stat label={t("log.signature")} value={it.signed ? t("log.signed") : t("log.notSigned")} {...(it.signed ? {} : { tone: "bad" as const })} note={t("log.signatureNote")} />
                <Stat label={t("log.witnesses")} value={number(it.cosigned.length)} note={it.witnesses} />
              </Tiles>
              <Card className="mt-3">
                <Facts
                  rows={[
                    [t("log.origin"), <code className="font-mono text-xs break-all">{it.origin}</code>],
                    [t("log.root"), <Id value={it.root} />],
                    it.cosigned.length > 0 ? [t("log.cosigned"), <ul className="break-all">{it.cosigned.map((one) => <li key={one}>{one}</li>)}</ul>] : null,
                  ]}
                />
                <details className="mt-3">
                  <summary className="cursor-pointer text-muted">{t("log.note")}</summary>
                  <Code value={it.note} label={t("log.note")} />
                </details>
              </Card>
            </Section>
            <Growth newest={it} />
          </>
        )}
      </Loaded>
      <Audit />
    </Screen>
  );
}

/** Whether what was signed before is still the beginning of it. */
function Growth({ newest }: { newest: Head }) {
  const { t } = useTranslation("compliance");
  const [seen, setSeen] = useState<Seen[]>(seenCheckpoints);
  const [pasted, setPasted] = useState("");
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const [result, setResult] = useState<{ of: string; is: Consistency; size: number }>();
  useEffect(() => setSeen(seenCheckpoints()), [newest.note]);

  const check = async (note: string) => {
    setBusy(note);
    setProblem(undefined);
    setResult(undefined);
    try {
      const [{ continues, tilePath }, { isCheckpoint, size }] = await Promise.all([import("./consistency"), import("../verify/note")]);
      let fits = false;
      try {
        fits = isCheckpoint(note);
      } catch {
        // a number or a hash where none is
      }
      if (!fits) throw new Problem(0, "unreadable", t("log.noCheckpoint"), undefined, [], undefined, {});
      const tile = async (level: number, n: number, width: number) =>
        new Uint8Array(await (await send(new Request(location.origin + tilePath(level, n, width)))).arrayBuffer());
      setResult({ of: note, is: await continues(note, newest.note, tile), size: size(note) });
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <Section title={t("log.growth")} note={t("log.growthNote")}>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card>
          <p className="mb-2 font-medium">{t("log.seen")}</p>
          {seen.length === 0 ? (
            <p className="text-muted">{t("log.seenNone")}</p>
          ) : (
            <SmallTable
              caption={t("log.seen")}
              head={[t("log.seenAt"), { label: t("log.size"), right: true }, t("log.check")]}
              rows={seen.map((one) => [
                <Time at={one.at} absolute />,
                <Num value={one.size} />,
                <Button small busy={busy === one.note} aria-label={t("log.checkFrom", { size: one.size })} onClick={() => void check(one.note)}>
                  {t("log.check")}
                </Button>,
              ])}
            />
          )}
        </Card>
        <Card className="space-y-3">
          <TextArea
            label={t("log.other")}
            hint={t("log.otherHint")}
            rows={5}
            spellCheck={false}
            className="font-mono text-xs"
            value={pasted}
            maxLength={10_000}
            onChange={(event) => setPasted(event.target.value)}
          />
          <Button disabled={pasted.trim() === ""} busy={busy === pasted} onClick={() => void check(pasted.replaceAll("\r\n", "\n").replace(/^\n+/, ""))}>
            {t("log.check")}
          </Button>
        </Card>
      </div>
      <div className="mt-3" aria-live="polite">
        <ProblemHelp problem={problem} />
        {result &&
          (result.is.holds ? (
            <Status tone="good">{t("log.continues", { from: number(result.size), to: number(newest.size), grown: number(result.is.grown) })}</Status>
          ) : (
            <Status tone="bad">{t(`log.broken.${result.is.why}`)}</Status>
          ))}
      </div>
    </Section>
  );
}

/** The whole log replayed against everything stored, by the server. */
function Audit() {
  const { t } = useTranslation("compliance");
  const queries = useQueryClient();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const last = useQuery({
    queryKey: ["log", "audit"],
    queryFn: async () => {
      try {
        return await ask(api.GET("/v1/log/audit"));
      } catch (e) {
        if (Problem.from(e).status === 404) return null;
        throw e;
      }
    },
  });
  const run = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      queries.setQueryData(["log", "audit"], await ask(api.POST("/v1/log/audit")));
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section
      title={t("log.audit")}
      note={t("log.auditNote")}
      actions={
        <Button icon="refresh" busy={busy} onClick={() => void run()}>
          {t("log.auditRun")}
        </Button>
      }
    >
      {problem !== undefined && <div className="mb-3"><ProblemHelp problem={problem} /></div>}
      <Loaded of={last} lines={3}>
        {(audit) =>
          audit === null ? (
            <p className="text-muted">{t("log.auditNone")}</p>
          ) : (
            <Card className="space-y-3">
              <Facts
                rows={[
                  [t("standing"), audit.sound ? <Status tone="good">{t("log.sound")}</Status> : <Status tone="bad">{t("log.findings", { count: audit.findings.length })}</Status>],
                  [t("log.auditAt"), <Time at={audit.at} absolute />],
                  [t("log.auditEvents"), <Num value={audit.events} />],
                ]}
              />
              {audit.findings.length > 0 && (
                <SmallTable caption={t("log.findingsOf")} head={[{ label: t("log.event"), right: true }, t("log.what")]} rows={audit.findings.map((one) => [one.event, <span className="break-words">{one.what}</span>])} />
              )}
            </Card>
          )
        }
      </Loaded>
      <p className="mt-3 text-muted">
        {t("log.offline")}{" "}
        <a className="text-accent underline" href="/console/verify" target="_blank" rel="noopener noreferrer">
          {t("log.verifyPage")}
        </a>
      </p>
    </Section>
  );
}
