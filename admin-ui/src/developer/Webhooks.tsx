import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { useConfirm } from "../ui/Dialog";
import { FormDialog } from "../ui/FormDialog";
import { IndexPage } from "../ui/IndexPage";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Go } from "../ui/url";
import { Facts, Id, Num, Status, Time, type Tone } from "../ui/values";
import { Docs, Once } from "./Once";
import { TYPES } from "./types";

type Endpoint = Schema<"WebhookEndpoint">;

const health = (it: Endpoint): { tone: Tone; word: "disabled" | "failing" | "healthy" | "unused" } =>
  !it.enabled ? { tone: "off", word: "disabled" } : it.failures > 0 ? { tone: "bad", word: "failing" } : it.succeeded_at ? { tone: "good", word: "healthy" } : { tone: "info", word: "unused" };

/** Where events are sent. */
export default function Webhooks() {
  const { t } = useTranslation("developer");
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<Endpoint>();
  return (
    <>
      <IndexPage<Endpoint>
        name="webhook-endpoints"
        title={t("nav.webhooks")}
        queryKey={["webhooks"]}
        load={(_, __, ___, signal) => ask(api.GET("/v1/webhook-endpoints", signal ? { signal } : {}))}
        id={(it) => it.id}
        columns={[
          { id: "url", label: t("webhooks.url"), cell: (it) => it.url },
          { id: "types", label: t("webhooks.types"), width: 200, cell: (it) => (it.types.length === 0 ? t("webhooks.all") : it.types.join(" ")), csv: (it) => it.types.join(" ") },
          { id: "state", label: t("webhooks.state"), width: 130, cell: (it) => <Status tone={health(it).tone}>{t(`webhooks.states.${health(it).word}`)}</Status>, csv: (it) => health(it).word },
          { id: "failures", label: t("webhooks.failures"), width: 110, right: true, cell: (it) => <Num value={it.failures} /> },
          { id: "succeeded_at", label: t("webhooks.succeeded"), width: 130, right: true, cell: (it) => <Time at={it.succeeded_at} /> },
        ]}
        actions={
          <>
            <Docs />
            <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
              {t("webhooks.create")}
            </Button>
          </>
        }
        drawer={(id) => <Detail id={id} made={setMade} />}
        drawerTitle={(_, it) => it?.url ?? t("webhooks.one")}
        empty={{ icon: "send", title: t("webhooks.emptyTitle"), text: t("webhooks.emptyText"), action: <Button onClick={() => setCreating(true)}>{t("webhooks.create")}</Button> }}
      />
      {creating && (
        <Edit
          close={() => setCreating(false)}
          made={(it) => {
            setCreating(false);
            setMade(it);
          }}
        />
      )}
      {made?.secret && <Once title={t("webhooks.secret")} secret={made.secret} note={t("webhooks.secretNote")} close={() => setMade(undefined)} />}
    </>
  );
}

function Detail({ id, made }: { id: string; made: (it: Endpoint) => void }) {
  const { t } = useTranslation("developer");
  const queries = useQueryClient();
  const confirm = useConfirm();
  const toast = useToast();
  const [editing, setEditing] = useState(false);
  const one = useQuery({ queryKey: ["webhooks", id], queryFn: ({ signal }) => ask(api.GET("/v1/webhook-endpoints/{id}", { params: { path: { id } }, signal })) });
  const again = () => queries.invalidateQueries({ queryKey: ["webhooks"] });
  const rotate = () =>
    confirm({
      title: t("webhooks.rotate"),
      effects: [t("webhooks.rotateEffect")],
      confirm: t("webhooks.rotate"),
      run: async () => {
        const it = await ask(api.POST("/v1/webhook-endpoints/{id}/rotate", { params: { path: { id } } }));
        made(it);
        await again();
      },
    });
  const remove = () =>
    confirm({
      title: t("webhooks.delete"),
      effects: [t("webhooks.deleteEffect")],
      confirm: t("webhooks.delete"),
      danger: true,
      run: async () => {
        await api.DELETE("/v1/webhook-endpoints/{id}", { params: { path: { id } } });
        await again();
      },
    });
  const replay = (it: Endpoint) =>
    confirm({
      title: t("webhooks.replay"),
      effects: [t("webhooks.replayEffect", { url: it.url })],
      confirm: t("webhooks.replay"),
      run: async () => {
        const done = await ask(api.POST("/v1/webhook-endpoints/{id}/replay", { params: { path: { id } }, body: { from: new Date(Date.now() - 86_400_000).toISOString(), to: new Date().toISOString() } }));
        toast(t("webhooks.replayed", { count: done.replayed }));
      },
    });
  const enable = async (it: Endpoint) => {
    await ask(
      api.PATCH("/v1/webhook-endpoints/{id}", {
        params: { path: { id } },
        body: { enabled: !it.enabled } as never,
        headers: { "Content-Type": "application/merge-patch+json" },
      }),
    );
    await again();
  };
  return (
    <Loaded of={one}>
      {(it) => (
        <>
          <Facts
            rows={[
              [t("webhooks.url"), it.url],
              [t("webhooks.state"), <Status key="state" tone={health(it).tone}>{t(`webhooks.states.${health(it).word}`)}</Status>],
              !!it.disabled_because && [t("webhooks.because"), it.disabled_because],
              [t("webhooks.types"), it.types.length === 0 ? t("webhooks.all") : it.types.join(", ")],
              [t("webhooks.failures"), <Num key="failures" value={it.failures} />],
              [t("webhooks.succeeded"), <Time key="succeeded" at={it.succeeded_at} absolute />],
              [t("webhooks.created"), <Time key="created" at={it.created_at} absolute />],
              [t("webhooks.id"), <Id key="id" value={it.id} whole />],
            ]}
          />
          <div className="mt-5 flex flex-wrap gap-2">
            <Go to={`/developer/deliveries?endpoint=${it.id}`} className="inline-flex h-8 items-center pr-3 text-accent underline">
              {t("webhooks.deliveries")}
            </Go>
            <Button onClick={() => setEditing(true)}>{t("webhooks.change")}</Button>
            <Button onClick={() => void enable(it)}>{t(it.enabled ? "webhooks.disable" : "webhooks.enable")}</Button>
            <Button icon="refresh" onClick={() => replay(it)}>
              {t("webhooks.replay")}
            </Button>
            <Button icon="key" onClick={rotate}>
              {t("webhooks.rotate")}
            </Button>
            <Button kind="danger" onClick={remove}>
              {t("webhooks.delete")}
            </Button>
          </div>
          {editing && (
            <Edit
              now={it}
              close={() => setEditing(false)}
              made={() => {
                setEditing(false);
                void again();
              }}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

function Edit({ now, close, made }: { now?: Endpoint; close: () => void; made: (it: Endpoint) => void }) {
  const { t } = useTranslation("developer");
  const queries = useQueryClient();
  const known = [...new Set([...TYPES, ...(now?.types ?? [])])];
  return (
    <FormDialog
      title={t(now ? "webhooks.change" : "webhooks.create")}
      wide
      confirm={t("webhooks.save")}
      onClose={close}
      fields={[
        { name: "url", label: t("webhooks.url"), hint: t("webhooks.urlHint"), type: "url", required: true, maxLength: 2000, start: now?.url ?? "" },
        { name: "types", label: t("webhooks.types"), hint: t("webhooks.typesHint"), type: "choices", start: now?.types.join(" ") ?? "", options: known.map((type) => ({ value: type, label: type })) },
      ]}
      submit={async ({ url = "", types = "" }) => {
        const body = { url, types: types.split(" ").filter(Boolean) };
        const it = now
          ? await ask(api.PATCH("/v1/webhook-endpoints/{id}", { params: { path: { id: now.id } }, body: body as never, headers: { "Content-Type": "application/merge-patch+json" } }))
          : await ask(api.POST("/v1/webhook-endpoints", { body: body as never }));
        await queries.invalidateQueries({ queryKey: ["webhooks"] });
        made(it);
      }}
    />
  );
}
