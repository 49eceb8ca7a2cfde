import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { IndexPage } from "../ui/IndexPage";
import { Timeline } from "../ui/layout";
import { useReturnReason } from "../ui/reasons";
import { Loaded } from "../ui/states";
import { Go } from "../ui/url";
import { Facts, Id, Money, Status, Time, type Tone } from "../ui/values";

type Return = Schema<"Return">;
const STATES: Record<Return["state"], Tone> = { requested: "info", contested: "warn", accepted: "good", denied: "bad" };

/** What was asked back, how far that is, and the money of it. */
export default function Returns() {
  const { t } = useTranslation("buyer");
  const reason = useReturnReason();
  const state = (it: Return) => <Status tone={STATES[it.state]}>{t(`returns.states.${it.state}`)}</Status>;
  return (
    <IndexPage<Return>
      name="returns"
      title={t("nav.returns")}
      queryKey={["returns", "list"]}
      load={(filters, cursor, limit, signal) => ask(api.GET("/v1/returns", { params: { query: { ...filters, limit, ...(cursor ? { cursor } : {}) } as never }, ...(signal ? { signal } : {}) }))}
      id={(it) => it.id}
      columns={[
        { id: "lead", label: t("find.lead"), width: 140, cell: (it) => <Id value={it.lead} /> },
        { id: "reason", label: t("returns.reason"), cell: (it) => reason(it.reason) },
        { id: "state", label: t("returns.state"), width: 190, cell: state },
        { id: "remedy", label: t("returns.remedy"), width: 120, cell: (it) => t(`returns.remedies.${it.remedy}`) },
        { id: "refunded", label: t("returns.refunded"), width: 120, right: true, cell: (it) => (it.refunded.amount > 0 ? <Money value={it.refunded} /> : "–"), csv: (it) => it.refunded.amount / 100 },
        { id: "requested_at", label: t("returns.requested"), width: 120, right: true, cell: (it) => <Time at={it.requested_at} /> },
        { id: "answer_until", label: t("returns.answerUntil"), width: 130, right: true, cell: (it) => (it.state === "requested" ? <Time at={it.answer_until} /> : "") },
      ]}
      filters={[{ name: "state", label: t("returns.state"), options: (Object.keys(STATES) as Return["state"][]).map((value) => ({ value, label: t(`returns.states.${value}`) })) }]}
      drawer={(id) => <Detail id={id} />}
      drawerTitle={(_, it) => (it ? reason(it.reason) : t("returns.one"))}
      empty={{ icon: "return", title: t("returns.emptyTitle"), text: t("returns.emptyText") }}
    />
  );
}

function Detail({ id }: { id: string }) {
  const { t } = useTranslation("buyer");
  const reason = useReturnReason();
  const one = useQuery({ queryKey: ["returns", id], queryFn: ({ signal }) => ask(api.GET("/v1/returns/{id}", { params: { path: { id } }, signal })) });
  return (
    <Loaded of={one}>
      {(it) => (
        <>
          <Facts
            rows={[
              [t("returns.state"), <Status key="state" tone={STATES[it.state]}>{t(`returns.states.${it.state}`)}</Status>],
              [t("returns.reason"), reason(it.reason)],
              [t("returns.remedy"), t(`returns.remedies.${it.remedy}`)],
              it.amount && [t("returns.wanted"), <Money key="wanted" value={it.amount} />],
              [t("returns.refunded"), <Money key="refunded" value={it.refunded} />],
              [t("find.lead"), <Go key="lead" to={`/buyer/leads/${it.sale}`} className="text-accent underline">{t("returns.toLead")}</Go>],
              [t("returns.one"), <Id key="id" value={it.id} whole />],
            ]}
          />
          <h3 className="mt-6 mb-3 font-semibold">{t("leads.timeline")}</h3>
          <Timeline
            items={[
              ...(it.decided_at ? [{ id: "decided", at: <Time at={it.decided_at} absolute />, title: t(`returns.states.${it.state}`), text: <Money value={it.refunded} />, tone: it.state === "accepted" ? ("good" as const) : ("bad" as const) }] : []),
              ...(it.state === "contested" ? [{ id: "contested", at: "", title: t("returns.states.contested"), text: t("returns.operatorDecides"), tone: "warn" as const }] : []),
              ...(it.state === "requested" ? [{ id: "until", at: <Time at={it.answer_until} absolute />, title: t("returns.answerUntil") }] : []),
              { id: "requested", at: <Time at={it.requested_at} absolute />, title: t("returns.states.requested"), text: reason(it.reason) },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}
