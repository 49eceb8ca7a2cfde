import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../Button";
import { BulkRun } from "./BulkRun";
import type { Bulk, Index } from "./types";

interface Props<Row> {
  index: Index<Row>;
  /** Those selected. */
  rows: Row[];
  select: (ids: string[]) => void;
}

/** What can be done with the rows that are selected. */
export default function BulkBar<Row>({ index, rows, select }: Props<Row>) {
  const { t } = useTranslation();
  // The rows as they were then: what is done with them may take them from the list.
  const [chosen, choose] = useState<{ bulk: Bulk<Row>; rows: Row[] }>();
  const fit = (bulk: Bulk<Row>) => rows.filter((row) => bulk.when?.(row) ?? true);
  return (
    <>
      {rows.length > 0 && (
        <div role="region" aria-label={t("selected", { count: rows.length })} className="flex shrink-0 items-center gap-2 border-t border-line bg-accent-soft px-5 py-2">
          <span className="font-medium">{t("selected", { count: rows.length })}</span>
          {index.bulk?.map((bulk) => {
            const some = fit(bulk);
            return (
              <Button key={bulk.label} kind={bulk.danger ? "danger" : "plain"} disabled={some.length === 0} onClick={() => choose({ bulk, rows: some })} {...(bulk.icon ? { icon: bulk.icon } : {})}>
                {bulk.label}
                {some.length !== rows.length && ` (${some.length})`}
              </Button>
            );
          })}
          <Button kind="quiet" onClick={() => select([])} className="ml-auto">
            {t("clearSelection")}
          </Button>
        </div>
      )}
      {chosen?.bulk.dialog?.(chosen.rows, (done) => {
        choose(undefined);
        if (done) select([]);
      })}
      {chosen?.bulk.run && (
        <BulkRun
          index={index}
          bulk={chosen.bulk}
          rows={chosen.rows}
          close={(left) => {
            choose(undefined);
            if (left) select(left.map(index.id));
          }}
        />
      )}
    </>
  );
}
