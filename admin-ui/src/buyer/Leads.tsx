import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Button } from "../ui/Button";
import { Drawer } from "../ui/Drawer";
import { Select } from "../ui/form";
import { IndexPage } from "../ui/IndexPage";
import { Screen } from "../ui/layout";
import { Skeleton } from "../ui/states";
import { useUrl } from "../ui/url";
import { Money, Time } from "../ui/values";
import { NAMES } from "./find/states";
import { useVerticals } from "./find/useVerticals";
import { Board } from "./leads/Board";
import { dispose } from "./leads/dispose";
import { byKey, DISPOSITIONS, type Owned } from "./leads/dispositions";
import { Returned, Said, Speed, Window } from "./leads/Timer";
import { useDispose } from "./leads/useDispose";
import { Score, Summary } from "./parts";

const LeadDetail = lazy(() => import("./leads/LeadDetail").then((it) => ({ default: it.LeadDetail })));

const FILTERS = ["vertical", "state", "returnable", "since"] as const;

/** The leads one bought: as a board by how far they got, or as a table. */
export default function Leads() {
  const [search] = useUrl();
  return search["view"] === "table" ? <AsTable /> : <AsBoard />;
}

function Switch() {
  const { t } = useTranslation("buyer");
  const [search, change] = useUrl();
  const table = search["view"] === "table";
  return (
    <div role="group" aria-label={t("leads.view")} className="flex">
      <Button className="rounded-r-none!" aria-pressed={!table} kind={table ? "plain" : "primary"} icon="columns" onClick={() => change({ view: undefined, open: undefined })}>
        {t("leads.board")}
      </Button>
      <Button className="-ml-px rounded-l-none!" aria-pressed={table} kind={table ? "primary" : "plain"} icon="list" onClick={() => change({ view: "table", open: undefined })}>
        {t("leads.table")}
      </Button>
    </div>
  );
}

const useChoices = () => {
  const { t } = useTranslation("buyer");
  const verticals = useVerticals();
  return {
    vertical: (verticals.data?.data ?? []).map((one) => ({ value: one.code, label: one.name })),
    state: Object.entries(NAMES).map(([value, label]) => ({ value, label })),
    returnable: [
      { value: "true", label: t("leads.windowOpen") },
      { value: "false", label: t("leads.windowOver") },
    ],
  };
};

function AsBoard() {
  const { t } = useTranslation("buyer");
  const [search, change] = useUrl();
  const choices = useChoices();
  const filters = Object.fromEntries(FILTERS.flatMap((name) => (search[name] ? [[name, search[name]]] : [])));
  const openId = search["open"];
  const any = { value: "", label: t("leads.any") };
  return (
    <Screen
      title={t("nav.leads")}
      bleed
      actions={
        <>
          <Select bare label={t("find.vertical")} value={search["vertical"] ?? ""} options={[{ ...any, label: t("find.anyVertical") }, ...choices.vertical]} onChange={(event) => change({ vertical: event.target.value || undefined }, { replace: true })} />
          <Select bare label={t("find.state")} value={search["state"] ?? ""} options={[{ ...any, label: t("leads.anyState") }, ...choices.state]} onChange={(event) => change({ state: event.target.value || undefined }, { replace: true })} />
          <Select bare label={t("leads.window")} value={search["returnable"] ?? ""} options={[{ ...any, label: t("leads.anyWindow") }, ...choices.returnable]} onChange={(event) => change({ returnable: event.target.value || undefined }, { replace: true })} />
          <Switch />
        </>
      }
    >
      <Board filters={filters} open={(id) => change({ open: id })} />
      {openId && (
        <Drawer title={t("find.lead")} page={`/buyer/leads/${openId}`} onClose={() => change({ open: undefined }, { replace: true })}>
          <Suspense fallback={<Skeleton lines={8} />}>
            <LeadDetail id={openId} inDrawer />
          </Suspense>
        </Drawer>
      )}
    </Screen>
  );
}

function AsTable() {
  const { t } = useTranslation("buyer");
  const choices = useChoices();
  const queries = useQueryClient();
  const say = useDispose();
  return (
    <div
      className="h-full min-h-0"
      onKeyDown={(event) => {
        const row = (event.target as HTMLElement).closest<HTMLElement>("tr[data-id]");
        const value = event.ctrlKey || event.metaKey || event.altKey ? undefined : byKey(event.key);
        if (!row || !value || event.target !== row) return;
        event.preventDefault();
        void ask(api.GET("/v1/sales/{id}", { params: { path: { id: row.dataset["id"] ?? "" } } })).then((lead) => say(lead, value));
      }}
    >
      <IndexPage<Owned>
        name="sales"
        title={t("nav.leads")}
        queryKey={["sales", "table"]}
        load={(filters, cursor, limit, signal) => ask(api.GET("/v1/sales", { params: { query: { ...filters, limit, ...(cursor ? { cursor } : {}) } as never }, ...(signal ? { signal } : {}) }))}
        id={(lead) => lead.id}
        columns={[
          { id: "interest", label: t("find.interest"), cell: (lead) => <Summary attrs={lead.attrs} />, csv: (lead) => JSON.stringify(lead.attrs) },
          { id: "vertical", label: t("find.vertical"), width: 130, hidden: true, cell: (lead) => lead.vertical },
          { id: "state", label: t("find.place"), width: 92, cell: (lead) => `${lead.state} ${lead.zip}` },
          { id: "score", label: t("find.score"), width: 112, right: true, cell: (lead) => <Score value={lead.score} /> },
          { id: "disposition", label: t("leads.disposition"), width: 150, cell: (lead) => <Said lead={lead} />, csv: (lead) => lead.disposition.value },
          { id: "speed", label: t("leads.speed"), width: 150, cell: (lead) => <Speed lead={lead} />, csv: (lead) => lead.disposition.first_attempt_at },
          { id: "window", label: t("leads.window"), width: 160, cell: (lead) => (lead.return ? <Returned lead={lead} /> : <Window until={lead.return_until} full />), csv: (lead) => lead.return_until },
          { id: "price", label: t("find.price"), width: 104, right: true, cell: (lead) => <Money value={lead.price} />, csv: (lead) => lead.price.amount / 100 },
          { id: "bought_at", label: t("leads.bought"), width: 104, right: true, cell: (lead) => <Time at={lead.bought_at} /> },
        ]}
        filters={[
          { name: "vertical", label: t("find.vertical"), options: choices.vertical },
          { name: "state", label: t("find.state"), options: choices.state },
          { name: "disposition", label: t("leads.disposition"), options: DISPOSITIONS.map(({ value }) => ({ value, label: t(`dispositions.${value}`) })) },
          { name: "returnable", label: t("leads.window"), options: choices.returnable },
        ]}
        actions={<Switch />}
        bulk={(["contacted", "unreachable", "lost"] as const).map((value) => ({
          label: t(`dispositions.${value}`),
          effects: (rows: Owned[]) => [t("leads.bulkEffect", { count: rows.length, what: t(`dispositions.${value}`) })],
          run: (lead: Owned) => dispose(queries, lead, value),
        }))}
        drawer={(id) => (
          <Suspense fallback={<Skeleton lines={8} />}>
            <LeadDetail id={id} inDrawer />
          </Suspense>
        )}
        drawerTitle={(_, lead) => (lead ? `${lead.state} ${lead.zip} · ${lead.score}` : t("find.lead"))}
        page={(id) => `/buyer/leads/${id}`}
        empty={{ icon: "people", title: t("leads.emptyTitle"), text: t("leads.emptyText") }}
      />
    </div>
  );
}
