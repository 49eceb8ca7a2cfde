import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { IndexPage } from "../ui/IndexPage";
import { Section } from "../ui/layout";
import { Loaded } from "../ui/states";
import { Go, useUrl } from "../ui/url";
import { Badge, Facts, Id, Status, Time } from "../ui/values";
import { Holders } from "./Holders";
import { NewRevocation } from "./NewRevocation";

type Listed = Schema<"ListedRevocation">;

/** Who withdrew, and how far the word has spread. */
export default function Revocations() {
  const { t } = useTranslation("compliance");
  const [search, change] = useUrl();
  const open = () => change({ new: "1" });
  const action = (
    <Button kind="primary" icon="plus" onClick={open}>
      {t("revocation.new")}
    </Button>
  );
  return (
    <>
      <IndexPage<Listed>
        name="compliance/revocations"
        title={t("nav.revocations")}
        queryKey={["revocations"]}
        load={(filters, cursor, limit) =>
          ask(
            api.GET("/v1/revocations", {
              params: { query: { limit, ...(cursor ? { cursor } : {}), ...(filters["subject"] ? { subject: filters["subject"] } : {}) } },
            }),
          )
        }
        id={(row) => row.id}
        columns={[
          { id: "effective_at", label: t("revocation.effective"), width: 130, cell: (row) => <Time at={row.effective_at} /> },
          { id: "subject", label: t("person"), width: 150, cell: (row) => <Id value={row.subject} /> },
          { id: "what", label: t("revocation.what"), cell: (row) => (row.consent ? t("revocation.one") : t("revocation.everything")), csv: (row) => row.consent ?? "everything" },
          { id: "channel", label: t("revocation.channel"), width: 140, cell: (row) => <Badge>{row.channel}</Badge> },
          {
            id: "acknowledged",
            label: t("revocation.confirmed"),
            width: 130,
            right: true,
            cell: (row) => (
              <span className="tabular-nums">
                {row.acknowledged} / {row.holders}
              </span>
            ),
          },
          { id: "standing", label: t("standing"), width: 190, cell: (row) => <Standing row={row} />, csv: (row) => standing(row) },
          { id: "next_due_at", label: t("revocation.due"), width: 150, cell: (row) => <Time at={row.next_due_at} /> },
          { id: "claimed_at", label: t("revocation.claimed"), width: 180, hidden: true, cell: (row) => <Time at={row.claimed_at} absolute /> },
          { id: "recorded_by", label: t("revocation.by"), width: 150, hidden: true, cell: (row) => <Id value={row.recorded_by} /> },
        ]}
        filters={[{ name: "subject", label: t("subjectId") }]}
        drawer={(id) => <One id={id} />}
        drawerTitle={(id) => <span>{t("revocation.title")} <Id value={id} /></span>}
        actions={action}
        pollMs={15_000}
        empty={{ icon: "return", title: t("revocation.none"), text: t("revocation.noneText"), action: <Button onClick={open}>{t("revocation.new")}</Button> }}
      />
      {search["new"] && <NewRevocation onClose={() => change({ new: undefined }, { replace: true })} />}
    </>
  );
}

const standing = (row: Listed): "late" | "heard" | "waiting" | "nobody" => {
  if (row.overdue > 0) return "late";
  if (row.holders === 0) return "nobody";
  return row.acknowledged === row.holders ? "heard" : "waiting";
};

function Standing({ row }: { row: Listed }) {
  const { t } = useTranslation("compliance");
  const how = standing(row);
  const tone = { late: "bad", heard: "good", waiting: "warn", nobody: "off" } as const;
  return <Status tone={tone[how]}>{t(`revocation.standing.${how}`, { count: row.overdue })}</Status>;
}

function One({ id }: { id: string }) {
  const { t } = useTranslation("compliance");
  const one = useQuery({
    queryKey: ["revocations", id],
    refetchInterval: 15_000,
    queryFn: () => ask(api.GET("/v1/revocations/{id}", { params: { path: { id } } })),
  });
  return (
    <Loaded of={one}>
      {(revocation) => (
        <>
          <Section title={t("revocation.said")}>
            <Facts
              rows={[
                [t("person"), <><Id value={revocation.subject} /> <Go className="text-accent underline" to={`/compliance/people/${revocation.subject}`}>{t("find.read")}</Go></>],
                [t("revocation.what"), revocation.consent ? <>{t("revocation.one")} <Id value={revocation.consent} /></> : t("revocation.everything")],
                [t("revocation.claimed"), <Time at={revocation.claimed_at} absolute />],
                [t("revocation.effective"), <Time at={revocation.effective_at} absolute />],
                [t("revocation.channel"), revocation.channel],
                [t("revocation.by"), <Id value={revocation.recorded_by} />],
              ]}
            />
          </Section>
          <Section title={t("revocation.holders")} note={t("revocation.holdersNote")}>
            {revocation.holders.length === 0 ? <p className="text-muted">{t("revocation.nobodyHolds")}</p> : <Holders holders={revocation.holders} />}
          </Section>
        </>
      )}
    </Loaded>
  );
}
