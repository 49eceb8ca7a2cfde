import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, freshKey, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { useConfirm } from "../ui/Dialog";
import { decimals } from "../ui/format";
import { IndexPage } from "../ui/IndexPage";
import { Section } from "../ui/layout";
import { RETURN_REASONS, useReturnReason } from "../ui/reasons";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Go } from "../ui/url";
import { Facts, Id, Money, None, Status, Time } from "../ui/values";
import { RETURN } from "./states";

type Return = Schema<"Return">;
const SOON_MS = 12 * 3_600_000;

/** What buyers want back; the seller has a while to answer. */
export default function Returns() {
  const { t } = useTranslation("seller");
  const words = useReturnReason();
  const states = Object.keys(RETURN) as Return["state"][];
  const answer = (accepted: boolean) => ({
    label: t(accepted ? "returns.accept" : "returns.deny"),
    icon: accepted ? "check" : "x",
    danger: accepted,
    when: (one: Return) => mine(one),
    effects: (some: Return[]) => (accepted ? [t("returns.acceptEffect", { count: some.length }), t("returns.final")] : [t("returns.denyEffect")]),
    run: (one: Return) => decide(one, accepted),
    touches: TOUCHED,
  });
  return (
    <IndexPage<Return>
      name="returns"
      title={t("nav.returns")}
      queryKey={["returns"]}
      load={({ state }, cursor, limit) =>
        ask(api.GET("/v1/returns", { params: { query: { limit, ...(state ? { state: state as Return["state"] } : {}), ...(cursor ? { cursor } : {}) } } }))
      }
      id={(one) => one.id}
      columns={[
        { id: "reason", label: t("quality.reason"), cell: (one) => words(one.reason) },
        { id: "state", label: t("batches.state"), width: 140, cell: (one) => <Status tone={RETURN[one.state]}>{t(`returns.states.${one.state}`)}</Status> },
        { id: "answer_until", label: t("returns.answerUntil"), width: 120, cell: (one) => <Clock one={one} />, csv: (one) => one.answer_until },
        { id: "lead", label: t("stock.lead"), width: 120, cell: (one) => <code className="font-mono text-xs">{`lead_…${one.lead.slice(-6)}`}</code> },
        { id: "remedy", label: t("returns.remedy"), width: 110, hidden: true, cell: (one) => t(`returns.remedies.${one.remedy}`) },
        { id: "amount", label: t("returns.wanted"), width: 100, right: true, hidden: true, cell: (one) => (one.amount ? <Money value={one.amount} /> : t("returns.all")), csv: (one) => one.amount && one.amount.amount / 10 ** decimals(one.amount.currency) },
        { id: "refunded", label: t("returns.refunded"), width: 110, right: true, cell: (one) => (one.refunded.amount === 0 ? <None /> : <Money value={one.refunded} />), csv: (one) => one.refunded.amount / 10 ** decimals(one.refunded.currency) },
        { id: "requested_at", label: t("returns.requested"), width: 110, right: true, cell: (one) => <Time at={one.requested_at} /> },
      ]}
      filters={[
        { name: "state", label: t("batches.state"), options: states.map((value) => ({ value, label: t(`returns.states.${value}`) })) },
        { name: "reason", label: t("quality.reason"), options: RETURN_REASONS.map((value) => ({ value, label: words(value) })), keep: (one, value) => one.reason === value },
      ]}
      bulk={[answer(false), answer(true)]}
      drawer={(id) => <Detail id={id} />}
      drawerTitle={(_, one) => (one ? words(one.reason) : t("returns.one"))}
      empty={{ icon: "return", title: t("returns.emptyTitle"), text: t("returns.emptyText") }}
    />
  );
}

/** Waits for the seller's word. */
const mine = (one: Return): boolean => one.state === "requested" && new Date(one.answer_until).getTime() > Date.now();

function Clock({ one }: { one: Return }) {
  const { t } = useTranslation("seller");
  if (one.state !== "requested") return <None />;
  const left = new Date(one.answer_until).getTime() - Date.now();
  if (left <= 0) return <Status tone="off">{t("returns.late")}</Status>;
  return (
    <Status tone={left < SOON_MS ? "bad" : "warn"}>
      <Time at={one.answer_until} />
    </Status>
  );
}

/** What an answer changes besides the list. */
const TOUCHED = [["reports"], ["wallet"]];

const decide = (one: Return, accepted: boolean) =>
  ask(api.POST("/v1/returns/{id}/decision", { params: { path: { id: one.id }, header: { "Idempotency-Key": freshKey() } }, body: { accepted } }));

function Detail({ id }: { id: string }) {
  const { t } = useTranslation("seller");
  const words = useReturnReason();
  const confirm = useConfirm();
  const toast = useToast();
  const queries = useQueryClient();
  const asked = useQuery({ queryKey: ["returns", id], queryFn: () => ask(api.GET("/v1/returns/{id}", { params: { path: { id } } })) });
  const decided = (one: Return, accepted: boolean) =>
    confirm({
      title: t(accepted ? "returns.accept" : "returns.deny"),
      effects: accepted ? [t("returns.acceptEffect", { count: 1 }), t("returns.final")] : [t("returns.denyEffect")],
      confirm: t(accepted ? "returns.accept" : "returns.deny"),
      danger: accepted,
      run: async () => {
        await decide(one, accepted);
        await queries.invalidateQueries({ queryKey: ["returns"] });
        await Promise.all(TOUCHED.map((queryKey) => queries.invalidateQueries({ queryKey })));
        toast(t(accepted ? "returns.accepted" : "returns.denied"));
      },
    });
  return (
    <Loaded of={asked}>
      {(one) => (
        <>
          {mine(one) && (
            <div className="mb-4 flex gap-2">
              <Button icon="x" onClick={() => decided(one, false)}>
                {t("returns.deny")}
              </Button>
              <Button kind="danger" icon="check" onClick={() => decided(one, true)}>
                {t("returns.accept")}
              </Button>
            </div>
          )}
          <Section title={t("returns.one")}>
            <Facts
              rows={[
                [t("quality.reason"), words(one.reason)],
                [t("batches.state"), <Status key="state" tone={RETURN[one.state]}>{t(`returns.states.${one.state}`)}</Status>],
                [t("returns.answerUntil"), <span key="until"><Time at={one.answer_until} absolute /> <Clock one={one} /></span>],
                [t("returns.wanted"), one.amount ? <Money key="amount" value={one.amount} /> : t("returns.all")],
                [t("returns.remedy"), t(`returns.remedies.${one.remedy}`)],
                [t("returns.refunded"), <Money key="refunded" value={one.refunded} />],
                [t("returns.requested"), <Time key="requested" at={one.requested_at} absolute />],
                one.decided_at !== undefined && [t("returns.decided"), <Time key="decided" at={one.decided_at} absolute />],
                [t("returns.id"), <Id key="id" value={one.id} whole />],
                [t("stock.lead"), <Go key="lead" className="text-accent underline" to={`/seller/stock?open=${one.lead}`}>{`lead_…${one.lead.slice(-6)}`}</Go>],
                [t("returns.sale"), <Id key="sale" value={one.sale} whole />],
              ]}
            />
          </Section>
        </>
      )}
    </Loaded>
  );
}
