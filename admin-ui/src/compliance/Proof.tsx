import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import type { Report } from "../verify/verify";
import { Button } from "../ui/Button";
import { TextArea } from "../ui/form";
import { bytes } from "../ui/format";
import { Icon } from "../ui/icons";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Time } from "../ui/values";
import { saveFile } from "./bits";
import { trusted, useTrusted } from "./trusted";

interface Fetched {
  name: string;
  zip: Blob;
}

/** Takes the proof of a lead's consent from the server, saves it, and checks it here: nothing leaves the browser for that. */
export function Proof({ lead, purpose }: { lead: string; purpose: string }) {
  const { t } = useTranslation("compliance");
  const [busy, setBusy] = useState<"save" | "check">();
  const [problem, setProblem] = useState<unknown>();
  const [file, setFile] = useState<Fetched>();
  const [report, setReport] = useState<Report>();

  const get = async (): Promise<Fetched> => {
    if (file) return file;
    const zip = await ask(api.GET("/v1/leads/{id}/proof", { params: { path: { id: lead }, query: { purpose } }, parseAs: "blob" }));
    const fetched = { name: `${lead}.consent-proof.zip`, zip: zip as unknown as Blob };
    setFile(fetched);
    return fetched;
  };
  const doing = (what: "save" | "check", work: () => Promise<void>) => {
    setBusy(what);
    setProblem(undefined);
    work()
      .catch(setProblem)
      .finally(() => setBusy(undefined));
  };
  const save = () => doing("save", async () => get().then((it) => saveFile(it.name, it.zip)));
  const check = () =>
    doing("check", async () => {
      const { zip } = await get();
      const [{ verify }, policy] = await Promise.all([import("../verify/verify"), trusted()]);
      setReport(await verify(new Uint8Array(await zip.arrayBuffer()), { policy: policy.text, newest: null, checkpoint: null }));
    });

  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="primary" icon="shield" busy={busy === "check"} onClick={check}>
          {t("proof.check")}
        </Button>
        <Button icon="download" busy={busy === "save"} onClick={save}>
          {t("proof.save")}
        </Button>
        {file && <span className="text-muted">{bytes(file.zip.size)}</span>}
      </div>
      <ProblemHelp problem={problem} again={check} />
      <div aria-live="polite">{report && <Checked report={report} />}</div>
      <Policy onChange={() => setReport(undefined)} />
    </div>
  );
}

const MARKS = {
  ok: { icon: "check", colour: "text-good" },
  skipped: { icon: "info", colour: "text-muted" },
  later: { icon: "clock", colour: "text-warn" },
  failed: { icon: "x", colour: "text-bad" },
} as const;

const WORST = { VALID: "ok", "NOT FULLY CHECKED": "skipped", "NOT THE LATEST": "later", "NOT VALID": "failed" } as const;

/** Each check with its name, its outcome and what it says. */
export function Checked({ report }: { report: Report }) {
  const { t, i18n } = useTranslation("compliance");
  const worst = WORST[report.verdict];
  const colour = { ok: "border-good bg-good-soft", skipped: "border-line bg-panel", later: "border-warn bg-warn-soft", failed: "border-bad bg-bad-soft" }[worst];
  return (
    <div className="space-y-2">
      <div className={`flex items-start gap-2 rounded-md border p-3 ${colour}`}>
        <Icon name={MARKS[worst].icon} className={`mt-0.5 ${MARKS[worst].colour}`} />
        <p>
          <strong>{t(`proof.verdicts.${worst}`)}</strong> {t(`proof.meanings.${worst}`)}
        </p>
      </div>
      <ul className="divide-y divide-line rounded-md border border-line" aria-label={t("proof.checks")}>
        {report.lines.map((line) => (
          <li key={line.check} className="flex gap-2 px-3 py-2">
            <Icon name={MARKS[line.outcome].icon} className={`mt-0.5 ${MARKS[line.outcome].colour}`} />
            <div className="min-w-0">
              <p className="font-medium">
                {i18n.exists(`proof.names.${line.check}`, { ns: "compliance" }) ? t(`proof.names.${line.check}` as never) : line.check}{" "}
                <span className={`font-normal ${MARKS[line.outcome].colour}`}>{t(`proof.outcomes.${line.outcome}`)}</span>
              </p>
              <p className="text-xs break-words text-muted">{line.text}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whom this browser trusts: the policy it saw first, or one that was pasted. */
function Policy({ onChange }: { onChange: () => void }) {
  const { t } = useTranslation("compliance");
  const [policy, keep] = useTrusted();
  return (
    <details>
      <summary className="cursor-pointer text-muted">{t("proof.policy")}</summary>
      <div className="mt-2 space-y-2">
        <p className="text-xs text-muted">
          {policy?.pasted ? t("proof.policyPasted") : t("proof.policyFirst")} {policy && <Time at={policy.since} />}
        </p>
        <TextArea
          label={t("proof.policyText")}
          bare
          rows={5}
          spellCheck={false}
          className="font-mono text-xs"
          value={policy?.text ?? ""}
          onChange={(event) => {
            keep(event.target.value);
            onChange();
          }}
        />
      </div>
    </details>
  );
}
