import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../Button";
import { Dialog } from "../Dialog";
import { useWords } from "../ProblemHelp";
import { Id } from "../values";
import { inTurn, type Failure, type Progress } from "./inTurn";
import type { Bulk, Index } from "./types";

const SHOWN_MAX = 100;

interface Props<Row> {
  index: Index<Row>;
  bulk: Bulk<Row>;
  rows: Row[];
  /** With the rows that are still to be done, if it was begun. */
  close: (left?: Row[]) => void;
}

/** What will happen is said first; then how far it is, which can be stopped; then which rows failed and why, to be tried again. */
export function BulkRun<Row>({ index, bulk, rows, close }: Props<Row>) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress<Row>>();
  const [running, setRunning] = useState(false);
  const stop = useRef(false);
  useEffect(() => () => void (stop.current = true), []); // whoever leaves the screen does not go on without seeing it

  const run = async (some: readonly Row[], before: Progress<Row>) => {
    stop.current = false;
    setRunning(true);
    await inTurn(some, async (row) => bulk.run?.(row), () => stop.current, (now) =>
      setProgress({ done: before.done + now.done, failed: [...before.failed, ...now.failed], left: [...before.left, ...now.left] }),
    );
    setRunning(false);
    await Promise.all([index.queryKey, ...(bulk.touches ?? [])].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const begun = progress !== undefined;
  const { done, failed, left } = progress ?? { done: 0, failed: [], left: rows };
  return (
    <Dialog
      title={`${bulk.label} (${rows.length})`}
      onClose={() => {
        if (running && !stop.current) stop.current = true;
        else close(begun ? [...failed.map(({ row }) => row), ...left] : undefined);
      }}
      footer={
        running ? (
          <Button key="stop" autoFocus icon="x" onClick={() => (stop.current = true)}>
            {t("bulk.stop")}
          </Button>
        ) : (
          <>
            {!begun && <Button onClick={() => close()}>{t("cancel")}</Button>}
            {left.length > 0 && (
              <Button kind={bulk.danger ? "danger" : "primary"} onClick={() => void run(left, { done, failed, left: [] })}>
                {begun ? t("bulk.goOn") : bulk.label}
              </Button>
            )}
            {failed.length > 0 && (
              <Button icon="refresh" onClick={() => void run(failed.map(({ row }) => row), { done, failed: [], left })}>
                {t("bulk.again")}
              </Button>
            )}
            {begun && (
              <Button key="close" autoFocus onClick={() => close([...failed.map(({ row }) => row), ...left])}>
                {t("close")}
              </Button>
            )}
          </>
        )
      }
    >
      {begun ? (
        <>
          <progress className="w-full" max={rows.length} value={rows.length - left.length} aria-label={bulk.label} />
          <p aria-live={running ? "off" : "polite"}>
            {t("doneOf", { done, count: rows.length })}
            {failed.length > 0 && `, ${t("bulk.failed", { count: failed.length })}`}
            {!running && left.length > 0 && `, ${t("bulk.left", { count: left.length })}`}
          </p>
          <Failures index={index} failed={failed} />
        </>
      ) : (
        <ul className="list-disc space-y-1 pl-5">
          {bulk.effects?.(rows).map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function Failures<Row>({ index, failed }: { index: Index<Row>; failed: readonly Failure<Row>[] }) {
  const { t } = useTranslation();
  const words = useWords();
  if (failed.length === 0) return null;
  return (
    <>
      <ul aria-label={t("bulk.failed", { count: failed.length })} className="mt-3 divide-y divide-line border-y border-line">
        {failed.slice(0, SHOWN_MAX).map(({ row, problem }) => (
          <li key={index.id(row)} className="py-1.5">
            <div className="flex items-center justify-between gap-3">
              <span className="min-w-0 truncate font-medium">{index.columns[0]?.cell(row)}</span>
              <Id value={index.id(row)} />
            </div>
            <p className="break-words text-bad">
              {words(problem).title}
              {problem.detail && `: ${problem.detail}`}
            </p>
          </li>
        ))}
      </ul>
      {failed.length > SHOWN_MAX && <p className="mt-1 text-muted">{t("bulk.more", { count: failed.length - SHOWN_MAX })}</p>}
    </>
  );
}
