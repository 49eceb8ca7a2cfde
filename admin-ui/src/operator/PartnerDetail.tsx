import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { useConfirm } from "../ui/Dialog";
import { FormDialog } from "../ui/FormDialog";
import { Section, SmallTable } from "../ui/layout";
import { MenuItem, Popover } from "../ui/Popover";
import { EmptyState, Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Go } from "../ui/url";
import { Facts, Id, Money, Status, Time } from "../ui/values";
import { actsOf, type Act } from "./partnerActs";
import { PartnerStatus } from "./Partners";

/** A partner: who he is, whether he may trade, his money, and what can be done about it. */
export function PartnerDetail({ id }: { id: string }) {
  const party = useQuery({ queryKey: ["party", id], queryFn: () => ask(api.GET("/v1/parties/{id}", { params: { path: { id } } })) });
  return (
    <Loaded of={party}>
      {(it) => (
        <>
          <Who party={it} />
          {(it.roles.includes("buyer") || it.roles.includes("seller")) && <Accounts party={it} />}
        </>
      )}
    </Loaded>
  );
}

function Who({ party }: { party: Schema<"Party"> }) {
  const { t } = useTranslation(["operator", "ui"]);
  const confirm = useConfirm();
  const toast = useToast();
  const queries = useQueryClient();
  const active = party.status === "active";
  const params = { path: { id: party.id } };
  const done = async (after: Schema<"Party">) => {
    queries.setQueryData(["party", party.id], after);
    await queries.invalidateQueries({ queryKey: ["parties"] });
  };
  const reinstate = async () => done(await ask(api.POST("/v1/parties/{id}/reinstate", { params })));
  const suspend = () =>
    confirm({
      title: t("partner.suspendTitle", { name: party.name }),
      effects: [t("partner.suspendKeys"), t("partner.suspendTrade"), t("partner.suspendBack")],
      confirm: t("partner.suspend"),
      danger: true,
      run: async () => {
        await done(await ask(api.POST("/v1/parties/{id}/suspend", { params })));
        toast(t("partner.suspended", { name: party.name }), { undo: reinstate });
      },
    });
  return (
    <Section
      title={t("partner.one")}
      actions={
        <>
          <Acts party={party} />
          {active ? (
            <Button kind="danger" icon="ban" onClick={suspend}>
              {t("partner.suspend")}
            </Button>
          ) : (
            <Button icon="check" onClick={() => void reinstate().then(() => toast(t("partner.reinstated", { name: party.name })))}>
              {t("partner.reinstate")}
            </Button>
          )}
        </>
      }
    >
      <Facts
        rows={[
          [t("partner.id"), <Id key="id" value={party.id} whole />],
          [t("partner.status"), <PartnerStatus key="status" party={party} />],
          [t("partner.roles"), party.roles.map((role) => t(`ui:personas.${role}`)).join(", ")],
          [t("partner.currency"), party.currency],
          [t("partner.zone"), party.time_zone === "Z" ? "UTC" : party.time_zone],
          [t("partner.since"), <Time key="since" at={party.created_at} absolute />],
        ]}
      />
    </Section>
  );
}

function Acts({ party }: { party: Schema<"Party"> }) {
  const { t } = useTranslation("operator");
  const toast = useToast();
  const queries = useQueryClient();
  const [chosen, choose] = useState<Act>();
  const verticals = useQuery({ queryKey: ["verticals", "codes"], queryFn: () => ask(api.GET("/v1/verticals")) });
  const acts = actsOf(party, verticals.data?.data.map((one) => one.code) ?? [], t);
  if (acts.length === 0) return null;
  return (
    <>
      <Popover label={t("partner.terms")} icon="money" align="right">
        {(close) => (
          <div className="grid">
            {acts.map((act) => (
              <MenuItem
                key={act.name}
                {...(act.danger ? { danger: true } : {})}
                onClick={() => {
                  close();
                  choose(act);
                }}
              >
                {t(`partner.acts.${act.name}.title`)}
              </MenuItem>
            ))}
          </div>
        )}
      </Popover>
      {chosen && (
        <FormDialog
          title={`${t(`partner.acts.${chosen.name}.title`)} – ${party.name}`}
          text={t(`partner.acts.${chosen.name}.text`)}
          confirm={t(`partner.acts.${chosen.name}.confirm`)}
          {...(chosen.danger ? { danger: true } : {})}
          currency={party.currency}
          fields={chosen.fields}
          onClose={() => choose(undefined)}
          submit={async (values, key) => {
            await chosen.run(values, key);
            toast(t("partner.termsSet", { what: t(`partner.acts.${chosen.name}.title`) }));
            await queries.invalidateQueries({ queryKey: ["accounts"] });
          }}
        />
      )}
    </>
  );
}

function Accounts({ party }: { party: Schema<"Party"> }) {
  const { t } = useTranslation("operator");
  const accounts = useQuery({
    queryKey: ["accounts", "of", party.id],
    queryFn: () => ask(api.GET("/v1/ledger/accounts", { params: { query: { party: party.id, limit: 100 } } })),
  });
  return (
    <Section title={t("partner.accounts")}>
      <Loaded of={accounts}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="money" title={t("account.emptyTitle")} />
          ) : (
            <SmallTable
              caption={t("partner.accounts")}
              head={[t("account.kind"), t("account.state"), { label: t("account.balance"), right: true }, { label: t("account.limit"), right: true }]}
              rows={data.map((account) => [
                <Go key="kind" to={`/operator/accounts/${account.id}`} className="text-accent underline">
                  {t(`account.kinds.${account.kind}`)}
                </Go>,
                <Status key="state" tone={account.frozen ? "bad" : "good"}>
                  {account.frozen ? t("account.frozen") : t("account.open")}
                </Status>,
                <Money key="balance" value={account.balance} />,
                <Money key="limit" value={account.credit_limit.amount ? account.credit_limit : undefined} />,
              ])}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
