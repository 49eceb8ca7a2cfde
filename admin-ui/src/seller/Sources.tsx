import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button, ButtonLink } from "../ui/Button";
import { IndexPage } from "../ui/IndexPage";
import { Section, SmallTable } from "../ui/layout";
import { Facts, Id, Money, None, Num, Time } from "../ui/values";
import { FunnelChart } from "./FunnelChart";
import { OpenSource } from "./OpenSource";
import { sum } from "./figures";
import { useFunnel } from "./reports";

type Source = Schema<"Source">;

/** Where leads come from. */
export default function Sources() {
  const { t } = useTranslation("seller");
  const [opening, setOpening] = useState(false);
  const funnel = useFunnel({ by: "source" });
  const of = new Map((funnel.data?.data ?? []).map((row) => [row.source, row]));
  const open = (
    <Button kind="primary" icon="plus" onClick={() => setOpening(true)}>
      {t("sources.open")}
    </Button>
  );
  return (
    <>
      <IndexPage<Source>
        name="sources"
        title={t("nav.sources")}
        queryKey={["sources", "list"]}
        load={async () => ({ data: (await ask(api.GET("/v1/sources"))).data, next_cursor: null })}
        id={(source) => source.id}
        columns={[
          { id: "code", label: t("sources.code"), cell: (source) => <span className="font-medium">{source.code}</span>, sort: (source) => source.code },
          { id: "alias", label: t("sources.alias"), width: 150, cell: (source) => <code className="font-mono text-xs">{source.alias}</code> },
          { id: "mappings", label: t("sources.mapped"), width: 170, cell: (source) => Object.keys(source.mappings).join(", ") || <None />, csv: (source) => Object.keys(source.mappings).join(" ") },
          { id: "rows", label: t("batches.rows"), width: 100, right: true, cell: (source) => <Num value={of.get(source.code)?.rows ?? 0} />, csv: (source) => of.get(source.code)?.rows },
          { id: "sold", label: t("funnel.sold"), width: 100, right: true, cell: (source) => <Num value={of.get(source.code)?.sold ?? 0} />, csv: (source) => of.get(source.code)?.sold },
          { id: "returned", label: t("funnel.returned"), width: 100, right: true, cell: (source) => <Num value={of.get(source.code)?.returned ?? 0} />, csv: (source) => of.get(source.code)?.returned },
          { id: "earned", label: t("funnel.earned"), width: 130, right: true, cell: (source) => <Money value={of.get(source.code)?.earned} />, csv: (source) => of.get(source.code)?.earned.amount },
          { id: "created_at", label: t("sources.created"), width: 130, right: true, cell: (source) => <Time at={source.created_at} />, sort: (source) => source.created_at },
        ]}
        filters={[{ name: "code", label: t("sources.code"), keep: (source, value) => source.code.toLowerCase().includes(value.toLowerCase()) }]}
        drawer={(_, source) => source && <Detail source={source} />}
        drawerTitle={(_, source) => source?.code ?? t("batches.source")}
        actions={open}
        pollMs={0}
        empty={{ icon: "tag", title: t("sources.emptyTitle"), text: t("sources.emptyText"), action: open }}
      />
      {opening && <OpenSource close={() => setOpening(false)} />}
    </>
  );
}

function Detail({ source }: { source: Source }) {
  const { t } = useTranslation("seller");
  const funnel = useFunnel({ by: "source", source: source.code });
  const rows = funnel.data?.data ?? [];
  return (
    <>
      <div className="mb-4">
        <ButtonLink to={`/seller/upload?source=${encodeURIComponent(source.code)}`} icon="upload">
          {t("batches.upload")}
        </ButtonLink>
      </div>
      <Section title={t("batches.source")}>
        <Facts
          rows={[
            [t("sources.code"), source.code],
            [t("sources.alias"), <Id key="alias" value={source.alias} whole />],
            [t("sources.id"), <Id key="id" value={source.id} whole />],
            [t("sources.created"), <Time key="created" at={source.created_at} absolute />],
          ]}
        />
      </Section>
      {rows.length > 0 && (
        <div className="mb-6">
          <FunnelChart steps={sum(rows)} source={source.code} height={150} />
        </div>
      )}
      {Object.entries(source.mappings).map(([vertical, columns]) => (
        <Section key={vertical} title={t("sources.mapping", { vertical })} note={t("sources.mappingNote")}>
          <SmallTable
            caption={t("sources.mapping", { vertical })}
            head={[t("batches.column"), t("batches.target")]}
            rows={Object.entries(columns).map(([column, target]) => [column, target ?? <span key="ignored" className="text-muted">{t("upload.ignored")}</span>])}
          />
        </Section>
      ))}
    </>
  );
}
