import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { Button } from "../Button";
import { Dialog } from "../Dialog";
import type { Bulk, Index } from "./types";

/** What can be done with the rows that are selected: what will happen is said first, then how far it is, then what failed. */
export function BulkBar<Row>({ index, rows, clear }: { index: Index<Row>; rows: Row[]; clear: () => void }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<Bulk<Row>>();
  if (rows.length === 0) return null;
  return (
    <div role="region" aria-label={t("selected", { count: rows.length })} className="flex shrink-0 items-center gap-2 border-t border-line bg-accent-soft px-5 py-2">
      <span className="font-medium">{t("selected", { count: rows.length })}</span>
      {index.bulk?.map((bulk) => {
        const fit = rows.filter((row) => bulk.when?.(row) ?? true).length;
        return (
          <Button key={bulk.label} kind={bulk.danger ? "danger" : "plain"} disabled={fit === 0} onClick={() => choose(bulk)} {...(bulk.icon ? { icon: bulk.icon } : {})}>
            {bulk.label}
            {fit !== rows.length && ` (${fit})`}
          </Button>
        );
      })}
      <Button kind="quiet" onClick={clear} className="ml-auto">
        {t("clearSelection")}
      </Button>
      {chosen?.dialog?.(rows.filter((row) => chosen.when?.(row) ?? true), (done) => {
        choose(undefined);
        if (done) clear();
      })}
      {chosen && !chosen.dialog && (
        <Run
          index={index}
          bulk={chosen}
          rows={rows.filter((row) => chosen.when?.(row) ?? true)}
          close={(done) => {
            choose(undefined);
            if (done) clear();
          }}
        />
      )}
    </div>
  );
}

function Run<Row>({ index, bulk, rows, close }: { index: Index<Row>; bulk: Bulk<Row>; rows: Row[]; close: (done: boolean) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [done, setDone] = useState<number>();
  const [failed, setFailed] = useState<{ id: string; problem: Problem }[]>([]);
  const finished = done === rows.length;
  const run = async () => {
    for (const [n, row] of rows.entries()) {
      setDone(n);
      try {
        await bulk.run?.(row);
      } catch (e) {
        setFailed((all) => [...all, { id: index.id(row), problem: Problem.from(e) }]);
      }
    }
    setDone(rows.length);
    await queries.invalidateQueries({ queryKey: index.queryKey });
  };
  return (
    <Dialog
      title={`${bulk.label} (${rows.length})`}
      onClose={() => close(finished)}
      footer={
        done === undefined ? (
          <>
            <Button onClick={() => close(false)}>{t("cancel")}</Button>
            <Button kind={bulk.danger ? "danger" : "primary"} onClick={() => void run()}>
              {bulk.label}
            </Button>
          </>
        ) : (
          <Button kind="primary" disabled={!finished} onClick={() => close(true)}>
            {t("close")}
          </Button>
        )
      }
    >
      {done === undefined ? (
        <ul className="list-disc space-y-1 pl-5">
          {bulk.effects?.(rows).map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      ) : (
        <div role="status">
          <progress className="w-full" max={rows.length} value={done} aria-label={bulk.label} />
          <p>{t("doneOf", { done: done - failed.length, count: rows.length })}</p>
          {failed.map(({ id, problem }) => (
            <p key={id} className="text-bad">
              <code className="font-mono text-xs">{id}</code> {problem.title}
              {problem.detail && `: ${problem.detail}`}
            </p>
          ))}
        </div>
      )}
    </Dialog>
  );
}
