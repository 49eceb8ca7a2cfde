import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { number } from "../ui/format";
import { IndexPage } from "../ui/IndexPage";
import { SmallTable } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Facts, Id, Num, Status, Time, type Tone } from "../ui/values";

type Delivery = Schema<"Delivery">;
const STATES: Record<Delivery["state"], Tone> = { waiting: "info", delivered: "good", dead: "bad", blocked: "warn" };

/** What was sent where, how often it was tried, and what came back. */
export default function Deliveries() {
  const { t } = useTranslation("developer");
  const endpoints = useQuery({ queryKey: ["webhooks", "all"], queryFn: ({ signal }) => ask(api.GET("/v1/webhook-endpoints", { signal })) });
  const url = (id: string) => endpoints.data?.data.find((one) => one.id === id)?.url;
  return (
    <IndexPage<Delivery>
      name="deliveries"
      title={t("nav.deliveries")}
      queryKey={["deliveries", "list"]}
      load={(filters, cursor, limit, signal) => ask(api.GET("/v1/deliveries", { params: { query: { ...filters, limit, ...(cursor ? { cursor } : {}) } as never }, ...(signal ? { signal } : {}) }))}
      id={(it) => it.id}
      columns={[
        { id: "type", label: t("deliveries.type"), width: 190, cell: (it) => it.type },
        { id: "endpoint", label: t("webhooks.url"), cell: (it) => url(it.endpoint) ?? <Id value={it.endpoint} /> },
        { id: "state", label: t("deliveries.state"), width: 120, cell: (it) => <Status tone={STATES[it.state]}>{t(`deliveries.states.${it.state}`)}</Status> },
        { id: "attempts", label: t("deliveries.attempts"), width: 90, right: true, cell: (it) => <Num value={it.attempts} /> },
        { id: "last_status", label: t("deliveries.last"), width: 150, cell: (it) => it.last_status ?? it.last_problem ?? "" },
        { id: "next_attempt_at", label: t("deliveries.next"), width: 120, right: true, cell: (it) => it.next_attempt_at && <Time at={it.next_attempt_at} /> },
        { id: "created_at", label: t("deliveries.created"), width: 120, right: true, cell: (it) => <Time at={it.created_at} /> },
      ]}
      filters={[
        { name: "state", label: t("deliveries.state"), options: (Object.keys(STATES) as Delivery["state"][]).map((value) => ({ value, label: t(`deliveries.states.${value}`) })) },
        { name: "endpoint", label: t("webhooks.one"), options: (endpoints.data?.data ?? []).map((one) => ({ value: one.id, label: one.url })) },
      ]}
      bulk={[
        {
          label: t("deliveries.replay"),
          icon: "refresh",
          effects: (rows) => [t("deliveries.replayEffect", { count: rows.length })],
          run: (it) => ask(api.POST("/v1/deliveries/{id}/replay", { params: { path: { id: it.id } } })),
        },
      ]}
      drawer={(id) => <Detail id={id} url={url} />}
      drawerTitle={(_, it) => it?.type ?? t("deliveries.one")}
      pollMs={5000}
      empty={{ icon: "clock", title: t("deliveries.emptyTitle"), text: t("deliveries.emptyText") }}
    />
  );
}

function Detail({ id, url }: { id: string; url: (endpoint: string) => string | undefined }) {
  const { t } = useTranslation("developer");
  const queries = useQueryClient();
  const toast = useToast();
  const one = useQuery({
    queryKey: ["deliveries", id],
    queryFn: ({ signal }) => ask(api.GET("/v1/deliveries/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.state === "waiting" ? 2000 : false),
  });
  const [problem, refused] = useState<unknown>();
  const replay = async () => {
    refused(undefined);
    try {
      await ask(api.POST("/v1/deliveries/{id}/replay", { params: { path: { id } } }));
      toast(t("deliveries.replayed"));
      await queries.invalidateQueries({ queryKey: ["deliveries"] });
    } catch (e) {
      refused(e);
    }
  };
  return (
    <Loaded of={one}>
      {(it) => (
        <>
          <Facts
            rows={[
              [t("deliveries.state"), <Status key="state" tone={STATES[it.state]}>{t(`deliveries.states.${it.state}`)}</Status>],
              [t("deliveries.type"), it.type],
              [t("webhooks.url"), url(it.endpoint) ?? <Id key="endpoint" value={it.endpoint} />],
              it.lead ? [t("deliveries.lead"), <Id key="lead" value={it.lead} whole />] : false,
              [t("deliveries.event"), <Id key="event" value={it.event} whole />],
              it.next_attempt_at ? [t("deliveries.next"), <Time key="next" at={it.next_attempt_at} absolute />] : false,
              [t("deliveries.created"), <Time key="created" at={it.created_at} absolute />],
            ]}
          />
          <div className="mt-6 mb-2 flex items-center justify-between">
            <h3 className="font-semibold">{t("deliveries.attempts")}</h3>
            <Button icon="refresh" onClick={() => void replay()}>
              {t(it.state === "waiting" ? "deliveries.sendNow" : "deliveries.replay")}
            </Button>
          </div>
          {problem !== undefined && <ProblemHelp problem={problem} />}
          {(it.log ?? []).length === 0 ? (
            <p className="text-muted">{t("deliveries.noAttempts")}</p>
          ) : (
            <SmallTable
              caption={t("deliveries.attempts")}
              head={["#", t("requests.at"), t("requests.status"), t("deliveries.problem"), { label: t("requests.time"), right: true }]}
              rows={(it.log ?? []).map((attempt) => [
                attempt.n,
                <Time key="at" at={attempt.at} absolute />,
                <Status key="status" tone={attempt.status !== null && attempt.status < 300 ? "good" : "bad"}>
                  {attempt.status ?? t("deliveries.noAnswer")}
                </Status>,
                attempt.problem ?? "",
                `${number(attempt.millis)} ms`,
              ])}
            />
          )}
        </>
      )}
    </Loaded>
  );
}
