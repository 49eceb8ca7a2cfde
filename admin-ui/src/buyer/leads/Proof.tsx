import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { Button } from "../../ui/Button";
import { save } from "../../ui/csv";
import { Section } from "../../ui/layout";
import { ProblemHelp } from "../../ui/ProblemHelp";
import type { Owned } from "./dispositions";

/** The proof of consent as a file, and the page that checks it without asking anybody. */
export function Proof({ lead }: { lead: Owned }) {
  const { t } = useTranslation("buyer");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const download = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { data } = await api.GET("/v1/leads/{id}/proof", {
        params: { path: { id: lead.lead }, query: { purpose: t("proof.purpose") } },
        parseAs: "blob",
      });
      save(`${lead.lead}.consent-proof.zip`, data as unknown as Blob, "application/zip");
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t("proof.title")}>
      <div className="flex flex-wrap items-center gap-3">
        <Button icon="download" busy={busy} onClick={() => void download()}>
          {t("proof.download")}
        </Button>
        <a className="text-accent underline" href="/console/verify" target="_blank" rel="noopener noreferrer">
          {t("proof.verify")}
        </a>
      </div>
      <p className="mt-1 text-xs text-muted">{t("proof.note")}</p>
      {problem !== undefined && (
        <div className="mt-3">
          <ProblemHelp problem={problem} />
        </div>
      )}
    </Section>
  );
}
