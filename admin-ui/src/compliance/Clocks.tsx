import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { IndexPage } from "../ui/IndexPage";
import { Loaded } from "../ui/states";
import { Go } from "../ui/url";
import { Badge, Id, Time } from "../ui/values";
import { Clock, Holder, StageOf, stage, type Obligation } from "./Holders";

const STATES = ["open", "escalated", "overdue", "acknowledged", "all"] as const;

/** Everybody who has to confirm something, and until when. */
export default function Clocks() {
  const { t } = useTranslation("compliance");
  return (
    <IndexPage<Obligation>
      name="compliance/clocks"
      title={t("nav.clocks")}
      queryKey={["obligations"]}
      load={(filters, cursor, limit) => {
        const state = STATES.find((one) => one === filters["state"]);
        return ask(api.GET("/v1/obligations", { params: { query: { limit, ...(cursor ? { cursor } : {}), ...(state ? { state } : {}) } } }));
      }}
      id={(row) => row.id}
      columns={[
        { id: "party", label: t("obligation.holder"), cell: (row) => <span className="break-words">{row.party.name}</span>, csv: (row) => row.party.name },
        { id: "role", label: t("obligation.role"), width: 90, cell: (row) => <Badge>{t(`roles.${row.role}`)}</Badge> },
        { id: "kind", label: t("obligation.kind"), width: 130, cell: (row) => t(`causes.${row.kind}`) },
        { id: "stage", label: t("standing"), width: 190, cell: (row) => <StageOf of={row} />, csv: (row) => stage(row) },
        { id: "clock", label: t("obligation.time"), width: 140, cell: (row) => <Clock of={row} />, csv: () => "" },
        { id: "due_at", label: t("obligation.due"), width: 130, cell: (row) => <Time at={row.due_at} />, sort: (row) => row.due_at },
        { id: "told_at", label: t("obligation.told"), width: 130, cell: (row) => <Time at={row.told_at} /> },
        { id: "acknowledged_at", label: t("obligation.confirmed"), width: 130, hidden: true, cell: (row) => <Time at={row.acknowledged_at} /> },
        { id: "lead", label: t("lead"), width: 150, hidden: true, cell: (row) => <Id value={row.lead} /> },
      ]}
      filters={[{ name: "state", label: t("obligation.state"), options: STATES.map((value) => ({ value, label: t(`obligationStates.${value}`) })) }]}
      drawer={(id, row) => (row ? <Whole of={row} /> : <One id={id} />)}
      drawerTitle={(_, row) => row?.party.name ?? t("obligation.title")}
      empty={{ icon: "clock", title: t("obligation.none"), text: t("obligation.noneText") }}
    />
  );
}

function One({ id }: { id: string }) {
  const one = useQuery({ queryKey: ["obligations", id], queryFn: () => ask(api.GET("/v1/obligations/{id}", { params: { path: { id } } })) });
  return <Loaded of={one}>{(obligation) => <Whole of={obligation} />}</Loaded>;
}

function Whole({ of }: { of: Obligation }) {
  const { t } = useTranslation("compliance");
  const to = of.kind === "revocation" ? `/compliance/revocations?open=${of.cause}` : `/compliance/erasures?open=${of.cause}`;
  return (
    <>
      <p className="mb-4">
        <Go className="text-accent underline" to={to}>
          {t(`causes.${of.kind}`)}
        </Go>{" "}
        <Id value={of.cause} />
      </p>
      <Holder of={of} />
    </>
  );
}
