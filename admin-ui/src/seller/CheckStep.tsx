import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../api/client";
import { Button } from "../ui/Button";
import { number } from "../ui/format";
import { Stat, Tiles } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Num } from "../ui/values";
import { ongoing, useProgress } from "./progress";
import { Reasons } from "./Reasons";
import { sendBatch, type Sent, type Wish } from "./send";
import { Transfer } from "./Transfer";
import type { Chosen } from "./Upload";

interface Props {
  chosen: Chosen;
  wish: (dryRun: boolean) => Wish;
  back: () => void;
  taken: (id: string) => void;
}

/** The whole file is tried without writing anything; then it is sent for good. */
export function CheckStep({ chosen, wish, back, taken }: Props) {
  const { t } = useTranslation("seller");
  const trial = useSending();
  const real = useSending();
  const batch = useProgress(trial.batch?.id);
  const checked = batch.data ?? trial.batch;
  const over = checked !== undefined && !ongoing(checked);
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void trial.send(chosen.file, wish(true));
    // eslint-disable-next-line
  }, []);
  const accept = async () => {
    const it = await real.send(chosen.file, wish(false));
    if (it) taken(it.id);
  };
  const stop = () => {
    trial.stop();
    real.stop();
    back();
  };
  return (
    <>
      {real.sending ? (
        <Transfer sent={real.sent} batch={undefined} />
      ) : (
        !over && <Transfer sent={trial.sent} batch={checked} />
      )}
      {[trial.problem, real.problem].map((problem, n) => problem !== undefined && <div key={n} className="my-3"><ProblemHelp problem={problem} /></div>)}
      {over && !real.sending && <Report batch={checked} />}
      <div className="mt-5 flex justify-between gap-2">
        <Button onClick={stop}>{t("upload.backToColumns")}</Button>
        {over && checked.state === "done" && (
          <Button kind="primary" busy={real.sending} disabled={checked.counts.accepted === 0} onClick={() => void accept()}>
            {t("upload.accept", { count: checked.counts.accepted ?? 0, rows: number(checked.counts.accepted ?? 0) })}
          </Button>
        )}
      </div>
    </>
  );
}

function Report({ batch }: { batch: Schema<"Batch"> }) {
  const { t } = useTranslation("seller");
  if (batch.state === "failed") return <p className="font-semibold text-bad" role="alert">{t("upload.failed", { problem: batch.problem ?? "" })}</p>;
  return (
    <>
      <p className="mb-3" role="status">
        {t("upload.checked", { rows: number(batch.rows_done), accepted: number(batch.counts.accepted ?? 0) })}
      </p>
      <div className="mb-6">
        <Tiles>
          <Stat label={t("upload.good")} value={<Num value={batch.counts.accepted} />} />
          <Stat label={t("batches.rejected")} value={<Num value={batch.counts.rejected} />} {...((batch.counts.rejected ?? 0) > 0 ? { tone: "warn" as const } : {})} />
          <Stat label={t("batches.duplicates")} value={<Num value={batch.counts.duplicates} />} />
          <Stat label={t("upload.unsellable")} value={<Num value={batch.counts.unsellable} />} {...((batch.counts.unsellable ?? 0) > 0 ? { tone: "warn" as const } : {})} />
        </Tiles>
      </div>
      <Reasons batch={batch} />
    </>
  );
}

function useSending() {
  const [sent, setSent] = useState<Sent>();
  const [batch, setBatch] = useState<Schema<"Batch">>();
  const [problem, setProblem] = useState<unknown>();
  const [sending, setSending] = useState(false);
  const abort = useRef<AbortController>(undefined);
  return {
    sent,
    batch,
    problem,
    sending,
    stop: () => abort.current?.abort(),
    send: async (file: File, wish: Wish): Promise<Schema<"Batch"> | undefined> => {
      abort.current = new AbortController();
      setSending(true);
      setProblem(undefined);
      setSent({ bytes: 0, total: file.size, perSecond: 0 });
      try {
        const it = await sendBatch(file, wish, setSent, abort.current.signal);
        setSent((now) => now && { ...now, bytes: now.total });
        setBatch(it);
        return it;
      } catch (e) {
        if (!(e instanceof DOMException)) setProblem(e);
        return undefined;
      } finally {
        setSending(false);
      }
    },
  };
}
