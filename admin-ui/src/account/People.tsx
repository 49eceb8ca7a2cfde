import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { useMe, type Role } from "../api/session";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Checkbox, Input } from "../ui/form";
import { IndexPage } from "../ui/IndexPage";
import { Code } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { useUrl } from "../ui/url";
import { Badge, Id, Time } from "../ui/values";

type User = Schema<"User">;

/** The people of one's party: who they are, and a way to let another in. */
export default function People() {
  const { t } = useTranslation(["account", "ui"]);
  const me = useMe();
  const [search, change] = useUrl();
  const may = me.scopes.includes("keys:admin");
  return (
    <>
      <IndexPage<User>
        name="account/people"
        title={t("nav.people")}
        queryKey={["users"]}
        load={(_, cursor, limit) => ask(api.GET("/v1/users", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }))}
        id={(row) => row.id}
        columns={[
          { id: "email", label: t("people.email"), cell: (row) => <>{row.email} {row.id === me.actor && <Badge tone="info">{t("people.you")}</Badge>}</> },
          { id: "roles", label: t("roles"), cell: (row) => row.roles.map((role) => t(`ui:personas.${role}`)).join(", "), csv: (row) => row.roles.join(" ") },
          { id: "created_at", label: t("people.since"), width: 150, cell: (row) => <Time at={row.created_at} /> },
          { id: "id", label: t("id"), width: 140, cell: (row) => <Id value={row.id} /> },
        ]}
        actions={
          may ? (
            <Button kind="primary" icon="plus" onClick={() => change({ new: "1" })}>
              {t("people.invite")}
            </Button>
          ) : undefined
        }
        empty={{ icon: "people", title: t("people.none"), text: t("people.noneText") }}
      />
      {search["new"] && may && <Invite roles={me.roles} onClose={() => change({ new: undefined }, { replace: true })} />}
    </>
  );
}

function Invite({ roles, onClose }: { roles: Role[]; onClose: () => void }) {
  const { t } = useTranslation(["account", "ui"]);
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [made, setMade] = useState<User>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = roles.filter((role) => form.getAll("roles").includes(role));
    setBusy(true);
    setProblem(undefined);
    ask(api.POST("/v1/users", { body: { email: String(form.get("email")).trim(), roles: chosen } }))
      .then((user) => {
        setMade(user);
        return queries.invalidateQueries({ queryKey: ["users"] });
      })
      .catch(setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={t("people.invite")} onClose={onClose}>
      {made ? (
        <div className="space-y-3">
          <p>{t("people.made", { email: made.email })}</p>
          <Code value={made.first_password ?? ""} label={t("people.first")} />
          <p className="text-muted">{t("people.firstText")}</p>
          <div className="flex justify-end border-t border-line pt-4">
            <Button kind="primary" onClick={onClose}>
              {t("people.handedOver")}
            </Button>
          </div>
        </div>
      ) : (
        <form className="space-y-4" onSubmit={submit} autoComplete="off">
          <Input label={t("people.email")} name="email" type="email" required maxLength={254} autoFocus data-start="" autoComplete="off" />
          <fieldset>
            <legend className="mb-1 font-medium">{t("roles")}</legend>
            <div className="flex flex-wrap gap-x-4 gap-y-1">
              {roles.map((role) => (
                <Checkbox key={role} name="roles" value={role} label={t(`ui:personas.${role}`)} defaultChecked={roles.length === 1} />
              ))}
            </div>
            <p className="mt-1 text-xs text-muted">{t("people.rolesHint")}</p>
          </fieldset>
          <ProblemHelp problem={problem} />
          <div className="flex justify-end border-t border-line pt-4">
            <Button kind="primary" type="submit" busy={busy}>
              {t("people.invite")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
