import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { IndexPage } from "../ui/IndexPage";
import { Bytes, Badge, Num, Status, Time, type Tone } from "../ui/values";
import { BatchDetail } from "./BatchDetail";

export const STATES: Record<Schema<"Batch">["state"], Tone> = { uploading: "info", queued: "off", running: "info", done: "good", failed: "bad" };

/** What was uploaded and what became of it. */
export default function Batches() {
  const { t } = useTranslation("seller");
  const states = Object.keys(STATES) as (keyof typeof STATES)[];
  return (
    <IndexPage<Schema<"Batch">>
      name="batches"
      title={t("nav.batches")}
      queryKey={["batches"]}
      load={(_, cursor, limit) => ask(api.GET("/v1/batches", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }))}
      id={(batch) => batch.id}
      columns={[
        { id: "source", label: t("batches.source"), cell: (batch) => <>{batch.source} {batch.dry_run && <Badge>{t("batches.dryRun")}</Badge>}</>, sort: (batch) => batch.source },
        { id: "vertical", label: t("batches.vertical"), width: 150, cell: (batch) => batch.vertical },
        { id: "state", label: t("batches.state"), width: 120, cell: (batch) => <Status tone={STATES[batch.state]}>{t(`batches.states.${batch.state}`)}</Status> },
        { id: "rows_done", label: t("batches.rows"), width: 100, right: true, cell: (batch) => <Num value={batch.rows_done} /> },
        { id: "accepted", label: t("batches.accepted"), width: 110, right: true, cell: (batch) => <Num value={batch.counts.accepted} />, csv: (batch) => batch.counts.accepted },
        { id: "rejected", label: t("batches.rejected"), width: 110, right: true, cell: (batch) => <Num value={batch.counts.rejected} />, csv: (batch) => batch.counts.rejected },
        { id: "bytes", label: t("batches.bytes"), width: 100, right: true, hidden: true, cell: (batch) => <Bytes value={batch.bytes} /> },
        { id: "created_at", label: t("batches.created"), width: 140, right: true, cell: (batch) => <Time at={batch.created_at} />, sort: (batch) => batch.created_at },
      ]}
      filters={[
        { name: "state", label: t("batches.state"), options: states.map((value) => ({ value, label: t(`batches.states.${value}`) })), keep: (batch, value) => batch.state === value },
        { name: "source", label: t("batches.source"), keep: (batch, value) => batch.source.includes(value) },
      ]}
      drawer={(id) => <BatchDetail id={id} />}
      drawerTitle={(_, batch) => batch?.source ?? t("batches.id")}
      page={(id) => `/seller/batches/${id}`}
      empty={{ icon: "layers", title: t("batches.emptyTitle"), text: t("batches.emptyText") }}
    />
  );
}
