import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { number } from "../ui/format";
import { IndexPage } from "../ui/IndexPage";
import { Facts, Id, Status, Time } from "../ui/values";
import { Docs } from "./Once";

type Logged = Awaited<ReturnType<typeof load>>["data"][number];

const load = (filters: Record<string, string>, cursor: string | undefined, limit: number, signal?: AbortSignal) =>
  ask(api.GET("/v1/request-log", { params: { query: { ...filters, limit, ...(cursor ? { cursor } : {}) } as never }, ...(signal ? { signal } : {}) }));

const millis = (micros: number) => `${number(Math.round(micros / 100) / 10)} ms`;

/** What one's keys asked of late. */
export default function Requests() {
  const { t } = useTranslation("developer");
  const keys = useQuery({ queryKey: ["api-keys", "all"], queryFn: ({ signal }) => ask(api.GET("/v1/api-keys", { params: { query: { limit: 500 } }, signal })) });
  const named = (id: string) => keys.data?.data.find((key: Schema<"ApiKey">) => key.id === id)?.name;
  const top = useQuery({ queryKey: ["request-log", "dropped"], queryFn: ({ signal }) => load({}, undefined, 1, signal), refetchInterval: 30_000 });
  return (
    <IndexPage<Logged>
      name="request-log"
      title={t("nav.requests")}
      queryKey={["request-log", "list"]}
      load={load}
      id={(it) => it.id}
      columns={[
        { id: "method", label: t("requests.method"), width: 90, cell: (it) => <code className="font-mono text-xs">{it.method}</code> },
        { id: "path", label: t("requests.path"), cell: (it) => <code className="font-mono text-xs">{it.path}</code> },
        { id: "status", label: t("requests.status"), width: 250, cell: (it) => <Status tone={it.status >= 500 ? "bad" : it.status >= 400 ? "warn" : "good"}>{it.status} {it.code && <span className="text-muted">{it.code}</span>}</Status> },
        { id: "micros", label: t("requests.time"), width: 90, right: true, cell: (it) => millis(it.micros) },
        { id: "key", label: t("requests.key"), width: 140, cell: (it) => named(it.key) ?? <Id value={it.key} /> },
        { id: "at", label: t("requests.at"), width: 120, right: true, cell: (it) => <Time at={it.at} /> },
      ]}
      filters={[
        { name: "failed", label: t("requests.outcome"), options: (["true", "false"] as const).map((value) => ({ value, label: t(`requests.outcomes.${value}`) })) },
        { name: "method", label: t("requests.method"), options: ["GET", "POST", "PUT", "PATCH", "DELETE"].map((value) => ({ value, label: value })) },
        { name: "path", label: t("requests.path") },
        { name: "key", label: t("requests.key"), options: (keys.data?.data ?? []).map((key: Schema<"ApiKey">) => ({ value: key.id, label: key.name })) },
      ]}
      actions={<Docs />}
      {...(top.data && top.data.dropped > 0 ? { above: <p className="text-muted">{t("requests.dropped", { count: top.data.dropped, shown: number(top.data.dropped) })}</p> } : {})}
      drawer={(id, it) =>
        it ? (
          <Facts
            rows={[
              [t("requests.method"), <code key="method" className="font-mono">{it.method} {it.path}</code>],
              [t("requests.status"), `${it.status}`],
              it.code ? [t("requests.code"), <a key="code" className="text-accent underline" href={`/problems/${encodeURIComponent(it.code)}`} target="_blank" rel="noopener noreferrer">{it.code}</a>] : false,
              [t("requests.time"), millis(it.micros)],
              [t("requests.key"), <span key="key">{named(it.key)} <Id value={it.key} /></span>],
              [t("requests.at"), <Time key="at" at={it.at} absolute />],
              [t("requests.id"), <Id key="id" value={it.id} whole />],
            ]}
          />
        ) : (
          <Id value={id} whole />
        )
      }
      drawerTitle={(_, it) => (it ? `${it.method} ${it.path}` : t("requests.one"))}
      pollMs={5000}
      empty={{ icon: "list", title: t("requests.emptyTitle"), text: t("requests.emptyText") }}
    />
  );
}
