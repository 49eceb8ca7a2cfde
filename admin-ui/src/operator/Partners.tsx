import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQueryClient } from "@tanstack/react-query";
import { api, ask, type Schema } from "../api/client";
import type { Role } from "../api/session";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { FormDialog } from "../ui/FormDialog";
import { IndexPage } from "../ui/IndexPage";
import { Badge, Id, Status, Time } from "../ui/values";
import { useUrl } from "../ui/url";
import { PartnerDetail } from "./PartnerDetail";

const ROLES: readonly Role[] = ["seller", "buyer", "compliance", "operator"];

/** Everybody on the marketplace. */
export default function Partners() {
  const { t } = useTranslation(["operator", "ui"]);
  const [search, change] = useUrl();
  const roles = ROLES.map((value) => ({ value, label: t(`ui:personas.${value}`) }));
  return (
    <>
      <IndexPage<Schema<"Party">>
        name="partners"
        title={t("nav.partners")}
        queryKey={["parties"]}
        load={({ role }, cursor, limit) =>
          ask(api.GET("/v1/parties", { params: { query: { limit, ...(cursor ? { cursor } : {}), ...(role ? { role: role as Role } : {}) } } }))
        }
        id={(party) => party.id}
        columns={[
          {
            id: "name",
            label: t("partner.name"),
            cell: (party) => (
              <>
                {party.name} {party.test && <Badge tone="warn">{t("ui:test")}</Badge>}
              </>
            ),
            sort: (party) => party.name.toLowerCase(),
          },
          { id: "roles", label: t("partner.roles"), width: 190, cell: (party) => party.roles.map((role) => t(`ui:personas.${role}`)).join(", "), csv: (party) => party.roles.join(" ") },
          { id: "status", label: t("partner.status"), width: 120, cell: (party) => <PartnerStatus party={party} /> },
          { id: "currency", label: t("partner.currency"), width: 90, cell: (party) => party.currency },
          { id: "time_zone", label: t("partner.zone"), width: 150, hidden: true, cell: (party) => party.time_zone },
          { id: "id", label: t("partner.id"), width: 140, cell: (party) => <Id value={party.id} /> },
          { id: "created_at", label: t("partner.since"), width: 120, right: true, cell: (party) => <Time at={party.created_at} />, sort: (party) => party.created_at },
        ]}
        filters={[
          { name: "role", label: t("partner.roles"), options: roles },
          {
            name: "status",
            label: t("partner.status"),
            options: (["active", "suspended"] as const).map((value) => ({ value, label: t(`partner.statuses.${value}`) })),
            keep: (party, value) => party.status === value,
          },
          { name: "name", label: t("partner.name"), keep: (party, value) => party.name.toLowerCase().includes(value.toLowerCase()) },
        ]}
        drawer={(id) => <PartnerDetail id={id} />}
        drawerTitle={(_, party) => party?.name ?? t("partner.one")}
        page={(id) => `/operator/partners/${id}`}
        actions={
          <Button kind="primary" icon="plus" onClick={() => change({ new: "1" })}>
            {t("nav.newPartner")}
          </Button>
        }
        empty={{ icon: "people", title: t("partner.emptyTitle"), text: t("partner.emptyText") }}
      />
      {search["new"] && <NewPartner close={() => change({ new: undefined }, { replace: true })} />}
    </>
  );
}

export function PartnerStatus({ party }: { party: Schema<"Party"> }) {
  const { t } = useTranslation("operator");
  return <Status tone={party.status === "active" ? "good" : "bad"}>{t(`partner.statuses.${party.status}`)}</Status>;
}

function NewPartner({ close }: { close: () => void }) {
  const { t } = useTranslation(["operator", "ui"]);
  const queries = useQueryClient();
  const [made, setMade] = useState<Schema<"Party">>();
  const kept = useRef(false); // open, so that its key can be read
  if (made) {
    return (
      <Dialog
        title={t("partner.madeTitle", { name: made.name })}
        onClose={close}
        footer={
          <Button kind="primary" onClick={close}>
            {t("ui:close")}
          </Button>
        }
      >
        <p className="mb-3">{t("partner.madeText")}</p>
        <p className="rounded-md border border-line bg-panel p-3 break-all">
          <Id value={made.first_key} whole />
        </p>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t("nav.newPartner")}
      text={t("partner.newText")}
      confirm={t("partner.create")}
      onClose={() => kept.current || close()}
      fields={[
        { name: "name", label: t("partner.name"), hint: t("partner.nameHint"), required: true },
        { name: "roles", label: t("partner.roles"), options: ROLES.map((value) => ({ value, label: t(`ui:personas.${value}`) })), start: "buyer" },
        { name: "currency", label: t("partner.currency"), hint: t("partner.currencyHint"), suggestions: ["USD", "EUR", "GBP", "XTS"], required: true, start: "USD" },
        { name: "time_zone", label: t("partner.zone"), suggestions: Intl.supportedValuesOf("timeZone"), start: Intl.DateTimeFormat().resolvedOptions().timeZone },
      ]}
      submit={async ({ name = "", roles = "buyer", currency = "", time_zone }) => {
        const party = await ask(
          api.POST("/v1/parties", { body: { name, roles: [roles as Role], currency: currency.toUpperCase(), ...(time_zone ? { time_zone } : {}) } as Schema<"NewParty"> }),
        );
        await queries.invalidateQueries({ queryKey: ["parties"] });
        kept.current = true;
        setMade(party);
      }}
    />
  );
}
