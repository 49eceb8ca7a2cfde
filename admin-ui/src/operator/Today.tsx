import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CompanyHint } from "../account/CompanyHint";
import { api, ask, type Page } from "../api/client";
import { number } from "../ui/format";
import { Icon } from "../ui/icons";
import { Screen, Section, Tiles } from "../ui/layout";
import { Go } from "../ui/url";
import { Flow } from "./Flow";

const POLL_MS = 30_000;
const QUEUE_MAX = 100;

/** The market at a glance: what waits for somebody, what came in and went out. */
export default function Today() {
  const { t } = useTranslation("operator");
  return (
    <Screen wide title={t("nav.today")}>
      <CompanyHint lacks="documents" />
      <Queues />
      <Flow />
    </Screen>
  );
}

/** What waits for a person; each leads to where it is dealt with. */
function Queues() {
  const { t } = useTranslation("operator");
  const query = { limit: QUEUE_MAX };
  const each = { refetchInterval: POLL_MS, staleTime: 0 }; // one comes back from dealing with some
  const counted = (load: () => Promise<Page<unknown>>) => async () => {
    const page = await load();
    return { count: page.data.length, more: Boolean(page.next_cursor) };
  };
  const [alarms, contested, dead, blocked, lines] = useQueries({
    queries: [
      { ...each, queryKey: ["queue", "alarms"], queryFn: counted(() => ask(api.GET("/v1/alarms", { params: { query } }))) },
      { ...each, queryKey: ["queue", "contested"], queryFn: counted(() => ask(api.GET("/v1/returns", { params: { query: { ...query, state: "contested" } } }))) },
      { ...each, queryKey: ["queue", "dead"], queryFn: counted(() => ask(api.GET("/v1/deliveries", { params: { query: { ...query, state: "dead" } } }))) },
      { ...each, queryKey: ["queue", "blocked"], queryFn: counted(() => ask(api.GET("/v1/deliveries", { params: { query: { ...query, state: "blocked" } } }))) },
      { ...each, queryKey: ["queue", "lines"], queryFn: counted(() => ask(api.GET("/v1/bank-lines", { params: { query } }))) },
    ],
  });
  const payouts = useQuery({
    ...each,
    queryKey: ["queue", "payouts"],
    queryFn: async () => {
      const page = await ask(api.GET("/v1/payouts", { params: { query } }));
      return { count: page.data.filter((one) => one.state === "asked").length, more: Boolean(page.next_cursor) };
    },
  });
  const proof = useQuery({ queryKey: ["ledger", "proof", false], queryFn: () => ask(api.GET("/v1/ledger/proof")), ...each });
  const rows = [
    { label: t("nav.alarms"), of: alarms, to: "/operator/alarms", tone: "bad" as const },
    { label: t("today.contested"), of: contested, to: "/operator/disputes?state=contested", tone: "warn" as const },
    { label: t("today.payouts"), of: payouts, to: "/operator/payouts?state=asked", tone: "warn" as const },
    { label: t("today.dead"), of: dead, to: "/operator/deliveries?state=dead", tone: "bad" as const },
    { label: t("today.blocked"), of: blocked, to: "/operator/deliveries?state=blocked", tone: "warn" as const },
    { label: t("today.lines"), of: lines, to: "/operator/bank", tone: "warn" as const },
  ];
  return (
    <Section title={t("today.waiting")}>
      <Tiles>
        <Go to="/operator/ledger" className="rounded-lg border border-line p-3 hover:bg-panel">
          <span className="text-muted">{t("nav.ledger")}</span>
          <span className={`mt-1 flex items-center gap-1.5 text-[1.05rem] font-semibold ${proof.data && !proof.data.sound ? "text-bad" : ""}`}>
            {proof.data ? (
              <>
                <Icon name={proof.data.sound ? "check" : "alarm"} size={18} className={proof.data.sound ? "text-good" : "text-bad"} />
                {t(proof.data.sound ? "today.zero" : "today.notZero")}
              </>
            ) : (
              "…"
            )}
          </span>
        </Go>
        {rows.map(({ label, of, to, tone }) => (
          <Go key={to} to={to} className="rounded-lg border border-line p-3 hover:bg-panel">
            <span className="text-muted">{label}</span>
            <span className={`mt-1 block text-[1.05rem] font-semibold ${of.data?.count ? (tone === "bad" ? "text-bad" : "text-warn") : ""}`}>
              {of.data ? number(of.data.count) + (of.data.more ? "+" : "") : of.error ? "–" : "…"}
            </span>
          </Go>
        ))}
      </Tiles>
    </Section>
  );
}

