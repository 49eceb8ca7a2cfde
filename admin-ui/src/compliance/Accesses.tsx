import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { IndexPage } from "../ui/IndexPage";
import { Go } from "../ui/url";
import { Facts, Id, Time } from "../ui/values";

type Access = Schema<"Access">;
const ACTIONS = ["contact.revealed", "contact.exported", "trail.read", "subject.searched", "subject.exported", "proof.exported", "evidence.read", "hold.set", "hold.released", "erasure.requested", "erasure.approved", "rules.evaluated"] as const;

/** Who looked at what concerns people, and what for. */
export default function Accesses() {
  const { t, i18n } = useTranslation("compliance");
  const words = (action: string): string => {
    const key = `accessActions.${action.replaceAll(".", "-")}`;
    return i18n.exists(key, { ns: "compliance" }) ? (t(key as never) as string) : action;
  };
  return (
    <IndexPage<Access>
      name="compliance/accesses"
      title={t("nav.accesses")}
      queryKey={["accesses"]}
      load={(filters, cursor, limit) => {
        const { action, actor, lead, subject } = filters;
        return ask(
          api.GET("/v1/accesses", {
            params: {
              query: {
                limit,
                ...(cursor ? { cursor } : {}),
                ...(action ? { action } : {}),
                ...(actor ? { actor } : {}),
                ...(lead ? { lead } : {}),
                ...(subject ? { subject } : {}),
              },
            },
          }),
        );
      }}
      id={(row) => row.id}
      columns={[
        { id: "at", label: t("accesses.at"), width: 130, cell: (row) => <Time at={row.at} /> },
        { id: "action", label: t("accesses.action"), width: 210, cell: (row) => words(row.action) },
        { id: "party", label: t("accesses.party"), width: 200, cell: (row) => <span className="break-words">{row.party.name}</span>, csv: (row) => row.party.name },
        { id: "actor", label: t("accesses.actor"), width: 150, cell: (row) => <Id value={row.actor} /> },
        { id: "purpose", label: t("purpose"), cell: (row) => <span className="break-words">{row.purpose}</span> },
        { id: "subject", label: t("person"), width: 150, cell: (row) => <Id value={row.subject} /> },
        { id: "lead", label: t("lead"), width: 150, cell: (row) => <Id value={row.lead} /> },
      ]}
      filters={[
        { name: "action", label: t("accesses.action"), options: ACTIONS.map((value) => ({ value, label: words(value) })) },
        { name: "actor", label: t("accesses.actor") },
        { name: "lead", label: t("lead") },
        { name: "subject", label: t("subjectId") },
      ]}
      drawer={(_, row) =>
        row && (
          <Facts
            rows={[
              [t("accesses.action"), words(row.action)],
              [t("accesses.at"), <Time at={row.at} absolute />],
              [t("accesses.party"), row.party.name],
              [t("accesses.actor"), <Id value={row.actor} whole />],
              [t("purpose"), row.purpose && <span className="break-words">{row.purpose}</span>],
              row.subject ? [t("person"), <><Id value={row.subject} /> <Go className="text-accent underline" to={`/compliance/people/${row.subject}`}>{t("find.read")}</Go></>] : null,
              row.lead ? [t("lead"), <><Id value={row.lead} /> <Go className="text-accent underline" to={`/compliance/leads/${row.lead}`}>{t("find.read")}</Go></>] : null,
              [t("accesses.request"), row.request_id && <Id value={row.request_id} whole />],
            ]}
          />
        )
      }
      drawerTitle={(_, row) => (row ? words(row.action) : t("nav.accesses"))}
      empty={{ icon: "eye", title: t("accesses.none"), text: t("accesses.noneText") }}
    />
  );
}
