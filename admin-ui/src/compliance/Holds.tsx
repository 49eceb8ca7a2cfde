import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { TextArea } from "../ui/form";
import { IndexPage } from "../ui/IndexPage";
import { Section } from "../ui/layout";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Go, useUrl } from "../ui/url";
import { Facts, Id, Status, Time } from "../ui/values";
import { Ask, textOf } from "./Ask";
import { NewHold } from "./NewHold";

type Hold = Schema<"Hold">;

/** Who must not be erased for now, and why. */
export default function Holds() {
  const { t } = useTranslation("compliance");
  const [search, change] = useUrl();
  const open = () => change({ new: "1" });
  return (
    <>
      <IndexPage<Hold>
        name="compliance/holds"
        title={t("nav.holds")}
        queryKey={["holds"]}
        load={(filters, cursor, limit) =>
          ask(api.GET("/v1/holds", { params: { query: { limit, ...(cursor ? { cursor } : {}), ...(filters["subject"] ? { subject: filters["subject"] } : {}) } } }))
        }
        id={(row) => row.id}
        columns={[
          { id: "set_at", label: t("holds.set"), width: 130, cell: (row) => <Time at={row.set_at} /> },
          { id: "subject", label: t("person"), width: 150, cell: (row) => <Id value={row.subject} /> },
          { id: "state", label: t("standing"), width: 150, cell: (row) => <State of={row} />, csv: (row) => (row.released_at ? "released" : "standing") },
          { id: "reason", label: t("reason"), cell: (row) => <span className="break-words">{row.reason}</span> },
          { id: "set_by", label: t("holds.by"), width: 150, cell: (row) => <Id value={row.set_by} /> },
          { id: "released_at", label: t("holds.released"), width: 130, cell: (row) => <Time at={row.released_at} /> },
        ]}
        filters={[{ name: "subject", label: t("subjectId") }]}
        drawer={(id) => <One id={id} />}
        drawerTitle={(id) => <span>{t("holds.title")} <Id value={id} /></span>}
        actions={
          <Button kind="primary" icon="plus" onClick={open}>
            {t("holds.new")}
          </Button>
        }
        empty={{ icon: "lock", title: t("holds.none"), text: t("holds.noneText"), action: <Button onClick={open}>{t("holds.new")}</Button> }}
      />
      {search["new"] && <NewHold onClose={() => change({ new: undefined }, { replace: true })} />}
    </>
  );
}

function State({ of }: { of: Hold }) {
  const { t } = useTranslation("compliance");
  return of.released_at ? <Status tone="off">{t("holds.isReleased")}</Status> : <Status tone="warn">{t("holds.stands")}</Status>;
}

function One({ id }: { id: string }) {
  const { t } = useTranslation("compliance");
  const queries = useQueryClient();
  const toast = useToast();
  const [releasing, setReleasing] = useState(false);
  const one = useQuery({ queryKey: ["holds", id], queryFn: () => ask(api.GET("/v1/holds/{id}", { params: { path: { id } } })) });
  const release = async (form: FormData) => {
    const reason = textOf(form, "reason") ?? "";
    await ask(api.DELETE("/v1/holds/{id}", { params: { path: { id }, query: { reason } } }));
    toast(t("holds.isReleased"));
    setReleasing(false);
    await queries.invalidateQueries({ queryKey: ["holds"] });
  };
  return (
    <Loaded of={one}>
      {(hold) => (
        <Section
          title={t("holds.title")}
          actions={
            hold.released_at ? undefined : (
              <Button kind="danger" onClick={() => setReleasing(true)}>
                {t("holds.release")}
              </Button>
            )
          }
        >
          <Facts
            rows={[
              [t("standing"), <State of={hold} />],
              [t("person"), <><Id value={hold.subject} /> <Go className="text-accent underline" to={`/compliance/people/${hold.subject}`}>{t("find.read")}</Go></>],
              hold.lead ? [t("lead"), <Id value={hold.lead} />] : null,
              [t("reason"), <span className="break-words">{hold.reason}</span>],
              [t("holds.set"), <><Time at={hold.set_at} absolute /> <Id value={hold.set_by} /></>],
              hold.released_at ? [t("holds.released"), <><Time at={hold.released_at} absolute /> <Id value={hold.released_by} /></>] : null,
              hold.release_reason ? [t("holds.because"), <span className="break-words">{hold.release_reason}</span>] : null,
            ]}
          />
          {releasing && (
            <Ask title={t("holds.release")} confirm={t("holds.release")} danger onClose={() => setReleasing(false)} run={release} effects={[t("holds.effects.release")]}>
              <TextArea label={t("reason")} hint={t("reasonHint")} name="reason" required maxLength={500} autoFocus data-start="" />
            </Ask>
          )}
        </Section>
      )}
    </Loaded>
  );
}
