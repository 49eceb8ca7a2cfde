import { lazy, Suspense, useMemo, useState, type ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { Select } from "../ui/form";
import { IndexPage } from "../ui/IndexPage";
import { Skeleton } from "../ui/states";
import { useUrl } from "../ui/url";
import { Badge, Money, Num, Time } from "../ui/values";
import { countable, criteriaNames, Rail } from "./find/Rail";
import { useVerticals } from "./find/useVerticals";
import { Channels, Score, Summary } from "./parts";

const Preview = lazy(() => import("./find/Preview"));
const Purchase = lazy(() => import("./find/Buy").then(({ Buy }) => ({ default: Buy })));

/** Loaded when the first is bought. */
const Buy = (props: ComponentProps<typeof Purchase>) => (
  <Suspense fallback={null}>
    <Purchase {...props} />
  </Suspense>
);

type Listing = Schema<"Listing">;
const ORDERS = ["newest", "score", "price", "oldest"] as const;

/** What can be bought: narrowed at the left, looked at in the drawer, bought one by one or many at once. */
export default function Find() {
  const { t } = useTranslation("buyer");
  const [search, change] = useUrl();
  const [buying, setBuying] = useState<Schema<"ListingPage">>();
  const [rail, setRail] = useState(true);
  const verticals = useVerticals();
  const vertical = search["vertical"];
  const fields = useMemo(() => countable(verticals.data?.data.find((one) => one.code === vertical)?.fields), [verticals.data, vertical]);
  return (
    <div className={`grid h-full min-h-0 grid-rows-[minmax(0,1fr)] ${rail ? "grid-cols-[15rem_minmax(0,1fr)] xl:grid-cols-[16.5rem_minmax(0,1fr)]" : "grid-cols-[minmax(0,1fr)]"}`}>
      {rail && <Rail vertical={vertical} fields={fields} />}
      <IndexPage<Listing>
        name="listings"
        title={t("nav.find")}
        queryKey={["listings", "page"]}
        load={(filters, cursor, limit, signal) =>
          ask(api.GET("/v1/listings", { params: { query: { ...filters, limit, ...(cursor ? { cursor } : {}) } as never }, ...(signal ? { signal } : {}) }))
        }
        id={(lead) => lead.id}
        columns={[
          { id: "interest", label: t("find.interest"), cell: (lead) => <Summary attrs={lead.attrs} />, csv: (lead) => JSON.stringify(lead.attrs) },
          { id: "vertical", label: t("find.vertical"), width: 130, hidden: true, cell: (lead) => lead.vertical },
          { id: "state", label: t("find.place"), width: 94, cell: (lead) => `${lead.state} ${lead.zip}`, csv: (lead) => `${lead.state} ${lead.zip}` },
          { id: "score", label: t("find.score"), width: 96, right: true, cell: (lead) => <Score value={lead.score} /> },
          { id: "level", label: t("find.level"), width: 84, cell: (lead) => t(`levels.${lead.level}`) },
          { id: "price", label: t("find.price"), width: 96, right: true, cell: (lead) => <Money value={lead.price} />, csv: (lead) => lead.price.amount / 100 },
          { id: "channels", label: t("find.channels"), width: 130, hidden: true, cell: (lead) => <Channels of={lead.channels} />, csv: (lead) => lead.channels.join(" ") },
          { id: "certified", label: t("find.certified"), width: 100, hidden: true, cell: (lead) => lead.certified && <Badge tone="info">{t("find.certified")}</Badge> },
          { id: "generated_at", label: t("find.asked"), width: 96, right: true, cell: (lead) => <Time at={lead.generated_at} /> },
          { id: "slots_left", label: t("find.slotsShort"), width: 60, right: true, cell: (lead) => <Num value={lead.slots_left} /> },
          { id: "exclusive_price", label: t("find.exclusivePrice"), width: 108, right: true, hidden: true, cell: (lead) => <Money value={lead.exclusive_price} />, csv: (lead) => lead.exclusive_price && lead.exclusive_price.amount / 100 },
          { id: "expires_at", label: t("find.expires"), width: 104, right: true, hidden: true, cell: (lead) => <Time at={lead.expires_at} /> },
        ]}
        filters={[{ name: "sort", label: t("find.order"), elsewhere: true }, ...criteriaNames(search).map((name) => ({ name, label: name, elsewhere: true as const }))]}
        actions={
          <>
            <Select bare label={t("find.order")} value={search["sort"] ?? "newest"} options={ORDERS.map((value) => ({ value, label: t(`find.orders.${value}`) }))} onChange={(event) => change({ sort: event.target.value === "newest" ? undefined : event.target.value }, { replace: true })} />
            <Button kind="quiet" icon={rail ? "left" : "right"} aria-label={t(rail ? "find.hideFilters" : "find.showFilters")} aria-pressed={rail} onClick={() => setRail(!rail)} />
          </>
        }
        drawer={(id) => (
          <Suspense fallback={<Skeleton />}>
            <Preview id={id} buy={setBuying} />
          </Suspense>
        )}
        drawerTitle={(_, lead) => (lead ? `${lead.state} · ${t(`levels.${lead.level}`)} · ${lead.score}` : t("find.lead"))}
        bulk={[{ label: t("buy.many"), icon: "money", dialog: (rows, close) => <Buy ids={rows.map((row) => row.id)} known={rows} close={close} /> }]}
        empty={{ icon: "search", title: t("find.emptyTitle"), text: t("find.emptyText") }}
        pollMs={!search["sort"] ? 15_000 : 0}
      />
      {buying && <Buy ids={[buying.id]} known={[buying]} close={() => setBuying(undefined)} />}
    </div>
  );
}
