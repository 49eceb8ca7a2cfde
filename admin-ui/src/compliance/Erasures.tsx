import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { useMe } from "../api/session";
import { Button } from "../ui/Button";
import { useConfirm } from "../ui/Dialog";
import { IndexPage } from "../ui/IndexPage";
import { Section } from "../ui/layout";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Go, useUrl } from "../ui/url";
import { Badge, Facts, Id, Status, Time } from "../ui/values";
import { NewErasure } from "./NewErasure";

type Erasure = Schema<"Erasure">;

/** Who asked to be forgotten, and what stands against it. */
export default function Erasures() {
  const { t } = useTranslation("compliance");
  const [search, change] = useUrl();
  const open = () => change({ new: "1" });
  return (
    <>
      <IndexPage<Erasure>
        name="compliance/erasures"
        title={t("nav.erasures")}
        queryKey={["erasures"]}
        load={(_, cursor, limit) => ask(api.GET("/v1/erasures", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }))}
        id={(row) => row.id}
        columns={[
          { id: "requested_at", label: t("erasure.requested"), width: 130, cell: (row) => <Time at={row.requested_at} /> },
          { id: "subject", label: t("person"), width: 150, cell: (row) => <Id value={row.subject} /> },
          { id: "state", label: t("standing"), width: 190, cell: (row) => <State of={row} /> },
          { id: "ground", label: t("erasure.ground"), width: 190, cell: (row) => t(`grounds.${row.ground}`) },
          { id: "reason", label: t("reason"), cell: (row) => <span className="break-words">{row.reason}</span> },
          { id: "retained_until", label: t("erasure.retained"), width: 140, cell: (row) => <Time at={row.retained_until} day /> },
          { id: "approvals", label: t("erasure.approvals"), width: 110, right: true, cell: (row) => row.approvals.length, csv: (row) => row.approvals.length },
        ]}
        filters={[
          {
            name: "state",
            label: t("standing"),
            options: (["sealed", "erased"] as const).map((value) => ({ value, label: t(`erasureStates.${value}`) })),
            keep: (row, value) => row.state === value,
          },
        ]}
        drawer={(id) => <One id={id} />}
        drawerTitle={(id) => <span>{t("erasure.title")} <Id value={id} /></span>}
        actions={
          <Button kind="primary" icon="plus" onClick={open}>
            {t("erasure.new")}
          </Button>
        }
        empty={{ icon: "person", title: t("erasure.none"), text: t("erasure.noneText"), action: <Button onClick={open}>{t("erasure.new")}</Button> }}
      />
      {search["new"] && <NewErasure onClose={() => change({ new: undefined }, { replace: true })} />}
    </>
  );
}

function State({ of }: { of: Erasure }) {
  const { t } = useTranslation("compliance");
  return of.state === "erased" ? (
    <Status tone="good">{t("erasureStates.erased")}</Status>
  ) : (
    <Status tone="warn">{t(of.sealed_because === "hold" ? "erasure.byHold" : "erasure.byRetention")}</Status>
  );
}

function One({ id }: { id: string }) {
  const { t } = useTranslation("compliance");
  const me = useMe();
  const confirm = useConfirm();
  const queries = useQueryClient();
  const toast = useToast();
  const one = useQuery({ queryKey: ["erasures", id], queryFn: () => ask(api.GET("/v1/erasures/{id}", { params: { path: { id } } })) });
  const approve = () =>
    confirm({
      title: t("erasure.approveTitle"),
      effects: [t("erasure.effects.gone"), t("erasure.effects.final")],
      confirm: t("erasure.approve"),
      danger: true,
      run: async () => {
        const after = await ask(api.POST("/v1/erasures/{id}/approve", { params: { path: { id } } }));
        toast(t(after.state === "erased" ? "erasure.done" : "erasure.oneMore"));
        await queries.invalidateQueries({ queryKey: ["erasures"] });
      },
    });
  return (
    <Loaded of={one}>
      {(erasure) => (
        <>
          <Section
            title={t("erasure.request")}
            actions={
              erasure.state === "sealed" && erasure.sealed_because !== "hold" && !erasure.approvals.includes(me.actor) ? (
                <Button kind="danger" icon="check" onClick={approve}>
                  {t("erasure.approve")}
                </Button>
              ) : undefined
            }
          >
            <Facts
              rows={[
                [t("standing"), <State of={erasure} />],
                [t("person"), <><Id value={erasure.subject} /> <Go className="text-accent underline" to={`/compliance/people/${erasure.subject}`}>{t("find.read")}</Go></>],
                [t("erasure.ground"), t(`grounds.${erasure.ground}`)],
                [t("reason"), <span className="break-words">{erasure.reason}</span>],
                [t("erasure.requested"), <><Time at={erasure.requested_at} absolute /> <Id value={erasure.requested_by} /></>],
                erasure.retained_until ? [t("erasure.retained"), <Time at={erasure.retained_until} absolute />] : null,
                [t("erasure.told"), <Time at={erasure.recipients_told_at} absolute />],
                [t("erasure.erasedAt"), <Time at={erasure.erased_at} absolute />],
                erasure.erased.length > 0 ? [t("erasure.gone"), <span className="flex flex-wrap gap-1">{erasure.erased.map((kind) => <Badge key={kind}>{kind}</Badge>)}</span>] : null,
              ]}
            />
          </Section>
          {erasure.state === "sealed" && (
            <Section title={t("erasure.fourEyes")}>
              <p className="mb-2 text-muted">{t("erasure.fourEyesText")}</p>
              {erasure.approvals.length === 0 ? (
                <p>{t("erasure.noApproval")}</p>
              ) : (
                <ul className="space-y-1">
                  {erasure.approvals.map((who) => (
                    <li key={who}>
                      <Status tone="good">
                        <Id value={who} /> {who === me.actor && t("you")}
                      </Status>
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}
