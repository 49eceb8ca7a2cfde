import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../api/client";
import { bytes, number, seconds, span } from "../ui/format";
import type { Sent } from "./send";
import { ongoing } from "./progress";

/** How far a file has come: its bytes on the way, then its rows. */
export function Transfer({ sent, batch }: { sent: Sent | undefined; batch: Schema<"Batch"> | undefined }) {
  const { t } = useTranslation("seller");
  const left = sent && sent.perSecond > 0 ? (sent.total - sent.bytes) / sent.perSecond : undefined;
  const total = batch?.rows_total ?? 0;
  return (
    <div className="max-w-2xl space-y-4" role="group" aria-label={t("upload.progress")}>
      {sent && (
        <Bar
          label={t("upload.sending")}
          value={sent.total === 0 ? 1 : sent.bytes / sent.total}
          words={`${bytes(sent.bytes)} / ${bytes(sent.total)}`}
          note={sent.bytes < sent.total && left !== undefined ? `${bytes(sent.perSecond)}/s · ${t("batches.remaining", { span: span(left) })}` : ""}
        />
      )}
      {(batch || sent) && (
        <Bar
          label={t("upload.working")}
          value={!batch ? 0 : !ongoing(batch) ? 1 : total > 0 ? Math.min(1, batch.rows_done / total) : 0}
          words={!batch ? "" : batch.state === "queued" ? t("batches.states.queued") : total > batch.rows_done ? t("upload.rowsOf", { done: number(batch.rows_done), total: number(total) }) : number(batch.rows_done)}
          note={batch && ongoing(batch) && batch.rows_per_second !== null ? `${t("upload.rate", { rows: number(batch.rows_per_second) })}${batch.remaining === null ? "" : ` · ${t("batches.remaining", { span: span(seconds(batch.remaining)) })}`}` : ""}
        />
      )}
    </div>
  );
}

function Bar({ label, value, words, note }: { label: string; value: number; words: string; note: string }) {
  const id = useId();
  return (
    <div>
      <div className="mb-1 flex justify-between gap-4">
        <label htmlFor={id} className="font-medium">{label}</label>
        <span className="tabular-nums">{words}</span>
      </div>
      <progress id={id} max={1} value={value} className="h-2 w-full accent-(--accent)" />
      <p className="min-h-5 text-xs text-muted tabular-nums">{note}</p>
    </div>
  );
}
