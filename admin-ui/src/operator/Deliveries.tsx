import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { IndexPage } from "../ui/IndexPage";
import { Section, SmallTable } from "../ui/layout";
import { Loaded } from "../ui/states";
import { Facts, Id, None, Num, Status, Time, type Tone } from "../ui/values";

type State = Schema<"DeliveryState">;
const STATES: Record<State, Tone> = { waiting: "info", delivered: "good", dead: "bad", blocked: "warn" };

/** Every webhook that was or is to be sent; `dead` ones were given up. */
export default function Deliveries() {
  const { t } = useTranslation("operator");
  return (
    <IndexPage<Schema<"Delivery">>
      name="deliveries"
      title={t("nav.deliveries")}
      queryKey={["deliveries"]}
      load={({ state, endpoint }, cursor, limit) =>
        ask(
          api.GET("/v1/deliveries", {
            params: { query: { limit, ...(cursor ? { cursor } : {}), ...(state ? { state: state as State } : {}), ...(endpoint ? { endpoint } : {}) } },
          }),
        )
      }
      id={(it) => it.id}
      columns={[
        { id: "type", label: t("delivery.type"), cell: (it) => it.type },
        { id: "state", label: t("topup.state"), width: 130, cell: (it) => <DeliveryState state={it.state} /> },
        { id: "attempts", label: t("delivery.attempts"), width: 100, right: true, cell: (it) => <Num value={it.attempts} /> },
        { id: "last_status", label: t("delivery.status"), width: 110, right: true, cell: (it) => <Num value={it.last_status} /> },
        { id: "last_problem", label: t("delivery.problem"), width: 220, cell: (it) => it.last_problem ?? <None /> },
        { id: "endpoint", label: t("delivery.endpoint"), width: 140, cell: (it) => <Id value={it.endpoint} /> },
        { id: "next_attempt_at", label: t("delivery.next"), width: 120, right: true, hidden: true, cell: (it) => <Time at={it.next_attempt_at} /> },
        { id: "created_at", label: t("topup.at"), width: 120, right: true, cell: (it) => <Time at={it.created_at} />, sort: (it) => it.created_at },
      ]}
      filters={[
        { name: "state", label: t("topup.state"), options: (Object.keys(STATES) as State[]).map((value) => ({ value, label: t(`delivery.states.${value}`) })) },
        { name: "endpoint", label: t("delivery.endpoint") },
        { name: "type", label: t("delivery.type"), keep: (it, value) => it.type.includes(value) },
      ]}
      drawer={(id) => <DeliveryDetail id={id} />}
      drawerTitle={(_, it) => it?.type ?? t("delivery.one")}
      empty={{ icon: "send", title: t("delivery.emptyTitle"), text: t("delivery.emptyText") }}
    />
  );
}

function DeliveryState({ state }: { state: State }) {
  const { t } = useTranslation("operator");
  return <Status tone={STATES[state]}>{t(`delivery.states.${state}`)}</Status>;
}

function DeliveryDetail({ id }: { id: string }) {
  const { t } = useTranslation("operator");
  const delivery = useQuery({ queryKey: ["delivery", id], queryFn: () => ask(api.GET("/v1/deliveries/{id}", { params: { path: { id } } })) });
  return (
    <Loaded of={delivery}>
      {(it) => (
        <>
          <Section title={t("delivery.one")}>
            <Facts
              rows={[
                [t("account.id"), <Id key="id" value={it.id} whole />],
                [t("topup.state"), <DeliveryState key="state" state={it.state} />],
                [t("delivery.type"), it.type],
                [t("delivery.event"), <Id key="event" value={it.event} whole />],
                [t("delivery.endpoint"), <Id key="endpoint" value={it.endpoint} whole />],
                [t("dispute.lead"), <Id key="lead" value={it.lead} whole />],
                [t("delivery.next"), <Time key="next" at={it.next_attempt_at} absolute />],
                [t("topup.at"), <Time key="at" at={it.created_at} absolute />],
              ]}
            />
          </Section>
          {it.log && it.log.length > 0 && (
            <Section title={t("delivery.attempts")}>
              <SmallTable
                caption={t("delivery.attempts")}
                head={[{ label: "#", right: true }, t("topup.at"), { label: t("delivery.status"), right: true }, t("delivery.problem"), { label: "ms", right: true }]}
                rows={it.log.map((attempt) => [
                  attempt.n,
                  <Time key="at" at={attempt.at} absolute />,
                  <Num key="status" value={attempt.status} />,
                  attempt.problem ?? <None key="none" />,
                  <Num key="ms" value={attempt.millis} />,
                ])}
              />
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}
