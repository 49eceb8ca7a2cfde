import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { IndexPage } from "../ui/IndexPage";
import { Code } from "../ui/layout";
import { Id, Time } from "../ui/values";
import { TYPES } from "./types";

type Event = Schema<"Event">;

/** What happened that concerns one's party, whether or not a webhook wanted to know. */
export default function Events() {
  const { t } = useTranslation("developer");
  return (
    <IndexPage<Event>
      name="events"
      title={t("nav.events")}
      queryKey={["events"]}
      load={(filters, cursor, limit, signal) => ask(api.GET("/v1/events", { params: { query: { ...filters, limit, ...(cursor ? { cursor } : {}) } as never }, ...(signal ? { signal } : {}) }))}
      id={(it) => it.id}
      columns={[
        { id: "type", label: t("deliveries.type"), width: 220, cell: (it) => it.type },
        { id: "data", label: t("events.data"), cell: (it) => <code className="font-mono text-xs">{JSON.stringify(it.data)}</code>, csv: (it) => JSON.stringify(it.data) },
        { id: "id", label: t("events.id"), width: 140, cell: (it) => <Id value={it.id} /> },
        { id: "timestamp", label: t("requests.at"), width: 130, right: true, cell: (it) => <Time at={it.timestamp} /> },
      ]}
      filters={[{ name: "type", label: t("deliveries.type"), options: TYPES.map((value) => ({ value, label: value })) }]}
      drawer={(id, it) => (it ? <Code value={{ type: it.type, timestamp: it.timestamp, data: it.data }} label={it.type} /> : <Id value={id} whole />)}
      drawerTitle={(_, it) => it?.type ?? t("events.one")}
      empty={{ icon: "bell", title: t("events.emptyTitle"), text: t("events.emptyText") }}
    />
  );
}
