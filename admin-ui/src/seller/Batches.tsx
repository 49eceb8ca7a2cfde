import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { ButtonLink } from "../ui/Button";
import { IndexPage } from "../ui/IndexPage";
import { Stat, Tiles } from "../ui/layout";
import { Loaded } from "../ui/states";
import { useUrl } from "../ui/url";
import { Badge, Bytes, Money, None, Num, Status, Time } from "../ui/values";
import { BatchDetail } from "./BatchDetail";
import { BATCH } from "./states";
import { FunnelChart } from "./FunnelChart";
import { PeriodPicker, usePeriod } from "../reports/period";
import { sum } from "./figures";
import { useFunnel } from "./reports";


/** What was uploaded and what became of it. */
export default function Batches() {
  const { t } = useTranslation("seller");
  const [search] = useUrl();
  const { query } = usePeriod();
  const source = search["source"];
  const funnel = useFunnel({ ...query, by: "batch", ...(source ? { source } : {}) });
  const of = useMemo(() => new Map((funnel.data?.data ?? []).map((row) => [row.batch, row])), [funnel.data]);
  const states = Object.keys(BATCH) as (keyof typeof BATCH)[];
  const part = (batch: Schema<"Batch">, pick: "sold" | "returned") => (batch.dry_run ? <None /> : <Num value={of.get(batch.id)?.[pick]} />);
  return (
    <IndexPage<Schema<"Batch">>
      name="batches"
      title={t("nav.batches")}
      queryKey={["batches"]}
      load={async (filters, cursor, limit) => {
        const page = await ask(api.GET("/v1/batches", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }));
        return filters["dry"] ? page : { ...page, data: page.data.filter((batch) => !batch.dry_run) };
      }}
      id={(batch) => batch.id}
      above={
        <Loaded of={funnel} waiting={<Overview />}>
          {({ data }) => <Overview rows={data} {...(source ? { source } : {})} />}
        </Loaded>
      }
      columns={[
        { id: "source", label: t("batches.source"), cell: (batch) => <>{batch.source} {batch.dry_run && <Badge>{t("batches.dryRun")}</Badge>}</>, sort: (batch) => batch.source },
        { id: "vertical", label: t("batches.vertical"), width: 130, hidden: true, cell: (batch) => batch.vertical },
        { id: "state", label: t("batches.state"), width: 95, cell: (batch) => <Status tone={BATCH[batch.state]}>{t(`batches.states.${batch.state}`)}</Status> },
        { id: "rows_done", label: t("batches.rows"), width: 75, right: true, cell: (batch) => <Num value={batch.rows_done} /> },
        { id: "accepted", label: t("batches.accepted"), width: 85, right: true, cell: (batch) => <Num value={batch.counts.accepted} />, csv: (batch) => batch.counts.accepted },
        { id: "rejected", label: t("batches.rejected"), width: 90, right: true, cell: (batch) => <Num value={batch.counts.rejected} />, csv: (batch) => batch.counts.rejected },
        { id: "sold", label: t("funnel.sold"), width: 65, right: true, cell: (batch) => part(batch, "sold"), csv: (batch) => of.get(batch.id)?.sold },
        { id: "returned", label: t("funnel.returned"), width: 85, right: true, cell: (batch) => part(batch, "returned"), csv: (batch) => of.get(batch.id)?.returned },
        { id: "earned", label: t("funnel.earned"), width: 105, right: true, cell: (batch) => <Money value={of.get(batch.id)?.earned} />, csv: (batch) => of.get(batch.id)?.earned.amount },
        { id: "bytes", label: t("batches.bytes"), width: 90, right: true, hidden: true, cell: (batch) => <Bytes value={batch.bytes} /> },
        { id: "created_at", label: t("batches.created"), width: 110, right: true, cell: (batch) => <Time at={batch.created_at} />, sort: (batch) => batch.created_at },
      ]}
      filters={[
        { name: "state", label: t("batches.state"), options: states.map((value) => ({ value, label: t(`batches.states.${value}`) })), keep: (batch, value) => batch.state === value },
        { name: "source", label: t("batches.source"), keep: (batch, value) => batch.source === value },
        { name: "dry", label: t("batches.dryRuns"), options: [{ value: "shown", label: t("batches.dryShown") }] },
      ]}
      drawer={(id) => <BatchDetail id={id} />}
      drawerTitle={(_, batch) => batch?.source ?? t("batches.id")}
      page={(id) => `/seller/batches/${id}`}
      actions={
        <>
          <PeriodPicker />
          <ButtonLink to="/seller/upload" kind="primary" icon="upload">
            {t("batches.upload")}
          </ButtonLink>
        </>
      }
      empty={{
        icon: "layers",
        title: t("batches.emptyTitle"),
        text: t("batches.emptyText"),
        action: (
          <ButtonLink to="/seller/upload" kind="primary" icon="upload">
            {t("batches.upload")}
          </ButtonLink>
        ),
      }}
    />
  );
}

/** Takes its room before its numbers are known, so that the list below does not jump. */
function Overview({ rows, source }: { rows?: Parameters<typeof sum>[0]; source?: string }) {
  const { t } = useTranslation("seller");
  const steps = useMemo(() => rows && sum(rows), [rows]);
  if (steps && steps.rows === 0 && steps.sold === 0) return null;
  const earned = steps?.earned;
  return (
    <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <FunnelChart steps={steps} height={150} {...(source ? { source } : {})} />
      <Tiles>
        <Stat label={t("funnel.earned")} value={steps ? <Money value={earned} /> : "…"} note={t("funnel.afterReturns")} />
        <Stat label={t("funnel.perLead")} value={steps ? <Money value={earned && { ...earned, amount: steps.valid ? Math.round(earned.amount / steps.valid) : 0 }} /> : "…"} note={t("funnel.perLeadNote")} />
      </Tiles>
    </div>
  );
}
