import { useTranslation } from "react-i18next";
import type { Schema } from "../api/client";
import { Section, SmallTable } from "../ui/layout";
import { Num } from "../ui/values";

/** The words for what is wrong with a row; the code itself where there are none. */
export function useReason(): (code: string) => string {
  const { t, i18n } = useTranslation("seller");
  return (code) => (i18n.exists(`reasons.${code}`, { ns: "seller" }) ? t(`reasons.${code}` as "reasons.duplicate") : code);
}

/** Why rows of a file came back, and what accepted ones lack. */
export function Reasons({ batch }: { batch: Schema<"Batch"> }) {
  const { t } = useTranslation("seller");
  const reason = useReason();
  const sorted = (counts: Record<string, number> | undefined) => Object.entries(counts ?? {}).sort(([, a], [, b]) => b - a);
  const back = sorted(batch.counts.by_code);
  const lacking = sorted(batch.counts.lacking);
  return (
    <>
      {back.length > 0 && (
        <Section
          title={t("batches.reasons")}
          actions={
            <a className="text-accent underline" href={`/v1/batches/${batch.id}/rejects`} download="rejected.csv">
              {t("batches.rejects")}
            </a>
          }
        >
          <Table rows={back.map(([code, count]) => [code, reason(code), count])} caption={t("batches.reasons")} />
        </Section>
      )}
      {lacking.length > 0 && (
        <Section title={t("batches.lacking", { count: batch.counts.unsellable ?? 0 })} note={t("batches.lackingNote")}>
          <Table rows={lacking.map(([code, count]) => [code, reason(code), count])} caption={t("batches.lackingNote")} />
        </Section>
      )}
    </>
  );
}

function Table({ rows, caption }: { rows: [code: string, words: string, count: number][]; caption: string }) {
  const { t } = useTranslation("seller");
  return (
    <SmallTable
      caption={caption}
      head={[t("quality.reason"), t("quality.code"), { label: t("batches.rows"), right: true }]}
      rows={rows.map(([code, words, count]) => [words, <code key="code" className="font-mono text-xs">{code}</code>, <Num key="count" value={count} />])}
    />
  );
}
