import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { useConfirm } from "../ui/Dialog";
import { IndexPage } from "../ui/IndexPage";
import { Section } from "../ui/layout";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Facts, Id, Status, Time } from "../ui/values";

type Alarm = Schema<"Alarm">;

/** What somebody has to look at. */
export default function Alarms() {
  const { t } = useTranslation("operator");
  const resolve = (it: Alarm) => ask(api.POST("/v1/alarms/{id}/resolve", { params: { path: { id: it.id } } }));
  return (
    <IndexPage<Alarm>
      name="alarms"
      title={t("nav.alarms")}
      queryKey={["alarms"]}
      load={({ state }, cursor, limit) =>
        ask(api.GET("/v1/alarms", { params: { query: { limit, ...(cursor ? { cursor } : {}), ...(state ? { state: state as "open" | "all" } : {}) } } }))
      }
      id={(it) => it.id}
      columns={[
        { id: "kind", label: t("alarm.kind"), width: 220, cell: (it) => it.kind },
        { id: "detail", label: t("alarm.detail"), cell: (it) => it.detail },
        { id: "subject", label: t("alarm.subject"), width: 190, cell: (it) => <Id value={it.subject} /> },
        { id: "state", label: t("topup.state"), width: 120, cell: (it) => <AlarmState of={it} />, csv: (it) => (it.resolved_at ? "resolved" : "open") },
        { id: "raised_at", label: t("alarm.at"), width: 120, right: true, cell: (it) => <Time at={it.raised_at} />, sort: (it) => it.raised_at },
      ]}
      filters={[
        { name: "state", label: t("topup.state"), options: [{ value: "open", label: t("alarm.open") }, { value: "all", label: t("alarm.all") }] },
        { name: "kind", label: t("alarm.kind"), keep: (it, value) => it.kind.includes(value) },
      ]}
      bulk={[{ label: t("alarm.resolve"), icon: "check", when: (it) => !it.resolved_at, effects: (rows) => [t("alarm.resolveEffect", { count: rows.length }), t("alarm.kept")], run: resolve }]}
      drawer={(id) => <AlarmDetail key={id} id={id} resolve={resolve} />}
      drawerTitle={(_, it) => it?.kind ?? t("alarm.one")}
      empty={{ icon: "check", title: t("alarm.emptyTitle"), text: t("alarm.emptyText") }}
    />
  );
}

function AlarmState({ of }: { of: Alarm }) {
  const { t } = useTranslation("operator");
  return <Status tone={of.resolved_at ? "good" : "bad"}>{of.resolved_at ? t("alarm.resolved") : t("alarm.open")}</Status>;
}

/** By its id, whether or not it is among the rows that are loaded. */
function AlarmDetail({ id, resolve }: { id: string; resolve: (it: Alarm) => Promise<Alarm> }) {
  const one = useQuery({ queryKey: ["alarm", id], queryFn: () => ask(api.GET("/v1/alarms/{id}", { params: { path: { id } } })) });
  return <Loaded of={one}>{(it) => <Detail of={it} resolve={resolve} />}</Loaded>;
}

function Detail({ of, resolve }: { of: Alarm; resolve: (it: Alarm) => Promise<Alarm> }) {
  const { t } = useTranslation("operator");
  const confirm = useConfirm();
  const toast = useToast();
  const queries = useQueryClient();
  return (
    <Section
      title={t("alarm.one")}
      actions={
        !of.resolved_at && (
          <Button
            kind="primary"
            icon="check"
            onClick={() =>
              confirm({
                title: t("alarm.resolve"),
                effects: [t("alarm.resolveEffect", { count: 1 }), t("alarm.kept")],
                confirm: t("alarm.resolve"),
                run: async () => {
                  queries.setQueryData(["alarm", of.id], await resolve(of));
                  toast(t("alarm.resolvedNow"));
                  await queries.invalidateQueries({ queryKey: ["alarms"] });
                },
              })
            }
          >
            {t("alarm.resolve")}
          </Button>
        )
      }
    >
      <Facts
        rows={[
          [t("alarm.kind"), of.kind],
          [t("topup.state"), <AlarmState key="state" of={of} />],
          [t("alarm.detail"), of.detail],
          [t("alarm.subject"), <Id key="subject" value={of.subject} whole />],
          [t("alarm.at"), <Time key="at" at={of.raised_at} absolute />],
          [t("alarm.resolvedAt"), <Time key="resolved" at={of.resolved_at} absolute />],
          [t("alarm.by"), <Id key="by" value={of.resolved_by} />],
          [t("account.id"), <Id key="id" value={of.id} whole />],
        ]}
      />
    </Section>
  );
}
