import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { useMe } from "../api/session";
import { Button } from "../ui/Button";
import { useConfirm } from "../ui/Dialog";
import { FormDialog } from "../ui/FormDialog";
import { IndexPage } from "../ui/IndexPage";
import { Go } from "../ui/url";
import { Badge, Facts, Id, Status, Time, type Tone } from "../ui/values";
import { Docs, Once } from "./Once";

type Key = Schema<"ApiKey">;

const stateOf = (key: Key): { tone: Tone; state: "revoked" | "expired" | "inForce" } =>
  key.revoked_at ? { tone: "bad", state: "revoked" } : key.expires_at && new Date(key.expires_at).getTime() < Date.now() ? { tone: "off", state: "expired" } : { tone: "good", state: "inForce" };

/** Keys with which programs act for one's party. */
export default function Keys() {
  const { t } = useTranslation("developer");
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<Key>();
  const state = (key: Key) => {
    const { tone, state: word } = stateOf(key);
    return <Status tone={tone}>{t(`keys.states.${word}`)}</Status>;
  };
  return (
    <>
      <IndexPage<Key>
        name="api-keys"
        title={t("nav.keys")}
        queryKey={["api-keys"]}
        load={(_, cursor, limit, signal) => ask(api.GET("/v1/api-keys", { params: { query: { limit, ...(cursor ? { cursor } : {}) } }, ...(signal ? { signal } : {}) }))}
        id={(key) => key.id}
        columns={[
          { id: "name", label: t("keys.name"), cell: (key) => <span className="font-medium">{key.name}</span> },
          { id: "prefix", label: t("keys.prefix"), width: 170, cell: (key) => <code className="font-mono text-xs">{key.prefix}…</code> },
          { id: "scopes", label: t("keys.scopes"), width: 240, cell: (key) => key.scopes.join(" "), csv: (key) => key.scopes.join(" ") },
          { id: "state", label: t("keys.state"), width: 110, cell: state, csv: (key) => stateOf(key).state },
          { id: "last_used_at", label: t("keys.lastUsed"), width: 120, right: true, cell: (key) => <Time at={key.last_used_at} /> },
          { id: "created_at", label: t("keys.created"), width: 120, right: true, cell: (key) => <Time at={key.created_at} /> },
        ]}
        filters={[
          { name: "state", label: t("keys.state"), options: (["inForce", "expired", "revoked"] as const).map((value) => ({ value, label: t(`keys.states.${value}`) })), keep: (key, value) => stateOf(key).state === value },
          { name: "name", label: t("keys.name"), keep: (key, value) => key.name.toLowerCase().includes(value.toLowerCase()) },
        ]}
        actions={
          <>
            <Docs />
            <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
              {t("keys.create")}
            </Button>
          </>
        }
        drawer={(id, key) => (key ? <Detail apiKey={key} made={setMade} /> : <p className="text-muted">{id}</p>)}
        drawerTitle={(_, key) => key?.name ?? t("keys.one")}
        empty={{ icon: "key", title: t("keys.emptyTitle"), text: t("keys.emptyText"), action: <Button onClick={() => setCreating(true)}>{t("keys.create")}</Button> }}
      />
      {creating && (
        <Create
          close={() => setCreating(false)}
          made={(key) => {
            setCreating(false);
            setMade(key);
          }}
        />
      )}
      {made?.key && <Once title={made.name} secret={made.key} note={t("keys.onceNote")} close={() => setMade(undefined)} />}
    </>
  );
}

function Detail({ apiKey, made }: { apiKey: Key; made: (key: Key) => void }) {
  const { t } = useTranslation("developer");
  const queries = useQueryClient();
  const confirm = useConfirm();
  const [rotating, setRotating] = useState(false);
  const { tone, state } = stateOf(apiKey);
  const revoke = () =>
    confirm({
      title: t("keys.revokeOf", { name: apiKey.name }),
      effects: [t("keys.revokeEffect"), t("keys.revokeForever")],
      confirm: t("keys.revoke"),
      danger: true,
      run: async () => {
        await api.DELETE("/v1/api-keys/{id}", { params: { path: { id: apiKey.id } } });
        await queries.invalidateQueries({ queryKey: ["api-keys"] });
      },
    });
  return (
    <>
      <Facts
        rows={[
          [t("keys.state"), <Status key="state" tone={tone}>{t(`keys.states.${state}`)}</Status>],
          [t("keys.prefix"), <code key="prefix" className="font-mono text-xs">{apiKey.prefix}…</code>],
          [t("keys.scopes"), <span key="scopes" className="flex flex-wrap gap-1">{apiKey.scopes.map((scope) => <Badge key={scope}>{scope}</Badge>)}</span>],
          [t("keys.created"), <Time key="created" at={apiKey.created_at} absolute />],
          [t("keys.lastUsed"), <Time key="used" at={apiKey.last_used_at} absolute />],
          [t("keys.expires"), <Time key="expires" at={apiKey.expires_at} absolute />],
          !!apiKey.revoked_at && [t("keys.states.revoked"), <Time key="revoked" at={apiKey.revoked_at} absolute />],
          [t("keys.id"), <Id key="id" value={apiKey.id} whole />],
        ]}
      />
      <div className="mt-5 flex flex-wrap gap-2">
        <Go to={`/developer/requests?key=${apiKey.id}`} className="inline-flex h-8 items-center text-accent underline">
          {t("keys.requests")}
        </Go>
        {state === "inForce" && (
          <span className="ml-auto flex gap-2">
            <Button icon="refresh" onClick={() => setRotating(true)}>
              {t("keys.rotate")}
            </Button>
            <Button kind="danger" icon="ban" onClick={revoke}>
              {t("keys.revoke")}
            </Button>
          </span>
        )}
      </div>
      {rotating && (
        <Rotate
          apiKey={apiKey}
          close={() => setRotating(false)}
          made={(key) => {
            setRotating(false);
            made(key);
          }}
        />
      )}
    </>
  );
}

const OVERLAPS = ["0", "3600", "86400", "604800"] as const;

function Rotate({ apiKey, close, made }: { apiKey: Key; close: () => void; made: (key: Key) => void }) {
  const { t } = useTranslation("developer");
  const queries = useQueryClient();
  return (
    <FormDialog
      title={t("keys.rotateOf", { name: apiKey.name })}
      confirm={t("keys.rotate")}
      onClose={close}
      fields={[{ name: "overlap_seconds", label: t("keys.overlap"), hint: t("keys.overlapHint"), start: "86400", options: OVERLAPS.map((value) => ({ value, label: t(`keys.overlaps.${value}`) })) }]}
      submit={async ({ overlap_seconds }) => {
        const key = await ask(api.POST("/v1/api-keys/{id}/rotate", { params: { path: { id: apiKey.id } }, body: { overlap_seconds: Number(overlap_seconds) } }));
        await queries.invalidateQueries({ queryKey: ["api-keys"] });
        made(key);
      }}
    />
  );
}

function Create({ close, made }: { close: () => void; made: (key: Key) => void }) {
  const { t } = useTranslation("developer");
  const me = useMe();
  const queries = useQueryClient();
  return (
    <FormDialog
      title={t("keys.create")}
      wide
      confirm={t("keys.createIt")}
      onClose={close}
      fields={[
        { name: "name", label: t("keys.name"), hint: t("keys.nameHint"), required: true, maxLength: 100 },
        { name: "expires_at", label: t("keys.expires"), options: ["", "30", "90", "365"].map((value) => ({ value, label: value ? t("keys.inDays", { count: Number(value) }) : t("keys.never") })) },
        { name: "scopes", label: t("keys.scopes"), type: "choices", required: true, start: me.scopes.filter((scope) => scope.endsWith(":read")).join(" "), options: me.scopes.map((scope) => ({ value: scope, label: scope })) },
      ]}
      submit={async ({ name = "", expires_at: days, scopes = "" }) => {
        const expires = days ? { expires_at: new Date(Date.now() + Number(days) * 86_400_000).toISOString() } : {};
        const key = await ask(api.POST("/v1/api-keys", { body: { name, scopes: scopes.split(" "), ...expires } }));
        await queries.invalidateQueries({ queryKey: ["api-keys"] });
        made(key);
      }}
    />
  );
}
