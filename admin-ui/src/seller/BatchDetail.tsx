import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { seconds, span } from "../ui/format";
import { Section, SmallTable, Stat, Tiles } from "../ui/layout";
import { Loaded } from "../ui/states";
import { Bytes, Facts, Id, None, Num, Status, Time } from "../ui/values";
import { STATES } from "./Batches";

const ONGOING = new Set<Schema<"Batch">["state"]>(["uploading", "queued", "running"]);

/** One batch, in the drawer and on its page. */
export function BatchDetail({ id }: { id: string }) {
  const { t } = useTranslation("seller");
  const batch = useQuery({
    queryKey: ["batch", id],
    queryFn: () => ask(api.GET("/v1/batches/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && ONGOING.has(state.data.state) ? 1000 : false),
  });
  return (
    <Loaded of={batch}>
      {(it) => (
        <>
          <Section title={t("batches.rows")}>
            <Tiles>
              <Stat
                label={t("batches.rows")}
                value={it.rows_total === null ? <Num value={it.rows_done} /> : t("batches.ofTotal", { done: it.rows_done, total: it.rows_total })}
                note={it.remaining && t("batches.remaining", { span: span(seconds(it.remaining)) })}
              />
              <Stat label={t("batches.accepted")} value={<Num value={it.counts.accepted} />} />
              <Stat label={t("batches.rejected")} value={<Num value={it.counts.rejected} />} />
              <Stat label={t("batches.duplicates")} value={<Num value={it.counts.duplicates} />} />
            </Tiles>
          </Section>
          <Reasons batch={it} />
          <Section title={t("batches.id")}>
            <Facts
              rows={[
                [t("batches.id"), <Id key="id" value={it.id} whole />],
                [t("batches.state"), <Status key="state" tone={STATES[it.state]}>{t(`batches.states.${it.state}`)}</Status>],
                [t("batches.source"), it.source],
                [t("batches.vertical"), `${it.vertical} v${it.vertical_version}`],
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
                head={[t("batches.mapping"), t("batches.target")]}
                rows={it.mapping.map((one) => [one.column, one.target ?? <None key="none" />])}
              />
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}

function Reasons({ batch }: { batch: Schema<"Batch"> }) {
  const { t } = useTranslation("seller");
  const reasons = Object.entries(batch.counts.by_code ?? {}).sort(([, a], [, b]) => b - a);
  if (reasons.length === 0) return null;
  return (
    <Section
      title={t("batches.reasons")}
      actions={
        <a className="text-accent underline" href={`/v1/batches/${batch.id}/rejects`} download>
          {t("batches.rejects")}
        </a>
      }
    >
      <SmallTable
        caption={t("batches.reasons")}
        head={[t("batches.reasons"), { label: t("batches.rows"), right: true }]}
        rows={reasons.map(([code, count]) => [code, <Num key="count" value={count} />])}
      />
    </Section>
  );
}
