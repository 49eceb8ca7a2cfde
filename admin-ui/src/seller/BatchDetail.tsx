import { useTranslation } from "react-i18next";
import type { Schema } from "../api/client";
import { span, seconds } from "../ui/format";
import { Section, SmallTable, Stat, Tiles } from "../ui/layout";
import { Loaded } from "../ui/states";
import { Badge, Bytes, Facts, Id, None, Num, Status, Time } from "../ui/values";
import { BATCH } from "./states";
import { FunnelChart } from "./FunnelChart";
import { Reasons } from "./Reasons";
import { firstDay } from "../reports/days";
import { sum } from "./figures";
import { useFunnel } from "./reports";
import { useProgress } from "./progress";
import { delimiterName } from "./sniff";

const FUNNEL_DAYS = 91;

/** One batch, in the drawer and on its page. */
export function BatchDetail({ id }: { id: string }) {
  const { t } = useTranslation("seller");
  const batch = useProgress(id);
  return (
    <Loaded of={batch}>
      {(it) => (
        <>
          <Section title={t("batches.rows")}>
            <Tiles>
              <Stat
                label={t("batches.rows")}
                value={it.rows_total === null || it.state === "done" ? <Num value={it.rows_done} /> : t("batches.ofTotal", { done: it.rows_done, total: it.rows_total })}
                note={it.remaining && t("batches.remaining", { span: span(seconds(it.remaining)) })}
              />
              <Stat label={t("batches.accepted")} value={<Num value={it.counts.accepted} />} />
              <Stat label={t("batches.rejected")} value={<Num value={it.counts.rejected} />} {...((it.counts.rejected ?? 0) > 0 ? { tone: "warn" as const } : {})} />
              <Stat label={t("batches.duplicates")} value={<Num value={it.counts.duplicates} />} />
            </Tiles>
          </Section>
          {!it.dry_run && <Funnel batch={it} />}
          <Reasons batch={it} />
          <Section title={t("batches.id")}>
            <Facts
              rows={[
                [t("batches.id"), <Id key="id" value={it.id} whole />],
                [t("batches.state"), <Status key="state" tone={BATCH[it.state]}>{t(`batches.states.${it.state}`)}</Status>],
                it.problem !== null && [t("batches.problem"), it.problem],
                [t("batches.source"), <span key="source">{it.source} {it.dry_run && <Badge>{t("batches.dryRun")}</Badge>}</span>],
                [t("batches.vertical"), `${it.vertical} v${it.vertical_version}`],
                it.format !== null && [t("upload.format"), `${it.format.encoding ?? ""} · ${it.format.kind === "csv" ? t("upload.delimited", { by: delimiterName(it.format.delimiter) }) : "NDJSON"}`],
                [t("batches.bytes"), <Bytes key="bytes" value={it.bytes} />],
                [t("batches.created"), <Time key="created" at={it.created_at} absolute />],
                [t("batches.finished"), <Time key="finished" at={it.finished_at} absolute />],
              ]}
            />
          </Section>
          {it.mapping && it.mapping.length > 0 && (
            <Section title={t("batches.mapping")}>
              <SmallTable
                caption={t("batches.mapping")}
                head={[t("batches.column"), t("batches.target"), t("upload.how")]}
                rows={it.mapping.map((one) => [one.column, one.target ?? <None key="none" />, one.how ?? ""])}
              />
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}

function Funnel({ batch }: { batch: Schema<"Batch"> }) {
  const funnel = useFunnel({ from: firstDay(FUNNEL_DAYS, new Date()), by: "batch", batch: batch.id });
  const rows = funnel.data?.data ?? [];
  return rows.length === 0 ? null : (
    <div className="mb-6">
      <FunnelChart steps={sum(rows)} batch={batch.id} height={150} />
    </div>
  );
}
