import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button, ButtonLink } from "../ui/Button";
import { Input, Select, useOnce } from "../ui/form";
import { IndexPage } from "../ui/IndexPage";
import { useToast } from "../ui/Toast";
import { useGo, useUrl } from "../ui/url";
import { Facts, Id, Num, Status, Time } from "../ui/values";
import { Ask, textOf } from "./Ask";

export type Sample = Schema<"Sample">;

/** What the officers drew, and how far they are with it. */
export default function Samples() {
  const { t } = useTranslation("compliance");
  const [search, change] = useUrl();
  const open = () => change({ new: "1" });
  return (
    <>
      <IndexPage<Sample>
        name="compliance/samples"
        title={t("nav.samples")}
        queryKey={["samples"]}
        load={(_, cursor, limit) => ask(api.GET("/v1/samples", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }))}
        id={(row) => row.id}
        columns={[
          { id: "drawn_at", label: t("samples.drawn"), width: 130, cell: (row) => <Time at={row.drawn_at} /> },
          { id: "kind", label: t("samples.kind"), width: 120, cell: (row) => t(`sampleKinds.${row.kind}`) },
          { id: "period", label: t("samples.period"), cell: (row) => <Period of={row} />, csv: (row) => `${row.from}/${row.to}` },
          { id: "seller", label: t("seller"), cell: (row) => (row.seller ? <span className="break-words">{row.seller.name}</span> : t("everybody")), csv: (row) => row.seller?.name ?? "" },
          { id: "vertical", label: t("vertical"), width: 130, cell: (row) => row.vertical ?? t("everyVertical") },
          { id: "size", label: t("samples.size"), width: 110, right: true, cell: (row) => <Num value={row.size} /> },
          { id: "population", label: t("samples.population"), width: 110, right: true, cell: (row) => <Num value={row.population} /> },
          { id: "standing", label: t("standing"), width: 190, cell: (row) => <SampleStanding of={row} />, csv: (row) => (row.sign_off ? "signed" : `${row.judged}/${row.size}`) },
          { id: "problems", label: t("samples.problems"), width: 100, right: true, cell: (row) => <Num value={row.problems} /> },
        ]}
        drawer={(id, row) => (
          <div className="space-y-4">
            {row && <Summary of={row} />}
            <ButtonLink kind="primary" icon="check" to={`/compliance/samples/${id}`}>
              {t(row?.sign_off ? "samples.look" : "samples.judge")}
            </ButtonLink>
          </div>
        )}
        drawerTitle={(id) => <span>{t("samples.title")} <Id value={id} /></span>}
        page={(id) => `/compliance/samples/${id}`}
        actions={
          <Button kind="primary" icon="plus" onClick={open}>
            {t("samples.draw")}
          </Button>
        }
        empty={{ icon: "check", title: t("samples.none"), text: t("samples.noneText"), action: <Button onClick={open}>{t("samples.draw")}</Button> }}
      />
      {search["new"] && <Draw onClose={() => change({ new: undefined }, { replace: true })} />}
    </>
  );
}

export function Summary({ of }: { of: Sample }) {
  const { t } = useTranslation("compliance");
  return (
    <Facts
      rows={[
        [t("standing"), <SampleStanding of={of} />],
        [t("samples.kind"), t(`sampleKinds.${of.kind}`)],
        [t("samples.period"), <Period of={of} />],
        of.seller ? [t("seller"), <span className="break-words">{of.seller.name}</span>] : null,
        of.vertical ? [t("vertical"), of.vertical] : null,
        [t("samples.population"), <Num value={of.population} />],
        [t("samples.problems"), <Num value={of.problems} />],
        [t("samples.drawn"), <Time at={of.drawn_at} absolute />],
        [t("samples.drawnBy"), <Id value={of.drawn_by} />],
        [t("samples.seed"), <Id value={of.seed} />],
      ]}
    />
  );
}

export function Period({ of }: { of: Sample }) {
  return (
    <>
      <Time at={of.from} day /> – <Time at={of.to} day />
    </>
  );
}

export function SampleStanding({ of }: { of: Sample }) {
  const { t } = useTranslation("compliance");
  if (of.sign_off) return <Status tone="good">{t("samples.signed")}</Status>;
  return of.judged === of.size ? (
    <Status tone="info">{t("samples.toSign")}</Status>
  ) : (
    <Status tone="warn">{t("samples.judgedOf", { judged: of.judged, size: of.size })}</Status>
  );
}

const DAY = 86_400_000;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

function Draw({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("compliance");
  const queries = useQueryClient();
  const toast = useToast();
  const go = useGo();
  const once = useOnce();
  const verticals = useQuery({ queryKey: ["verticals"], queryFn: () => ask(api.GET("/v1/verticals")) });
  const run = async (form: FormData) => {
    const seller = textOf(form, "seller");
    const vertical = textOf(form, "vertical");
    const sample = await ask(
      api.POST("/v1/samples", {
        params: { header: { "Idempotency-Key": once.key } },
        body: {
          kind: form.get("kind") === "consents" ? "consents" : "sales",
          from: `${textOf(form, "from")}T00:00:00Z`,
          to: new Date(Date.parse(`${textOf(form, "to")}T00:00:00Z`) + DAY).toISOString(),
          size: Number(form.get("size")),
          ...(seller ? { seller } : {}),
          ...(vertical ? { vertical } : {}),
        },
      }),
    );
    void queries.invalidateQueries({ queryKey: ["samples"] });
    toast(t("samples.done", { count: sample.size }));
    onClose();
    go(`/compliance/samples/${sample.id}`);
  };
  return (
    <Ask title={t("samples.draw")} confirm={t("samples.drawIt")} onClose={onClose} run={run} effects={(["random", "kept"] as const).map((one) => t(`samples.effects.${one}`))}>
      <div className="grid grid-cols-2 gap-4">
        <Select label={t("samples.kind")} name="kind" autoFocus data-start="" options={(["sales", "consents"] as const).map((value) => ({ value, label: t(`sampleKinds.${value}`) }))} />
        <Input label={t("samples.size")} hint={t("samples.sizeHint")} name="size" type="number" min={1} max={200} required defaultValue={20} />
        <Input label={t("samples.from")} name="from" type="date" required defaultValue={day(Date.now() - 7 * DAY)} />
        <Input label={t("samples.to")} hint={t("samples.toHint")} name="to" type="date" required defaultValue={day(Date.now())} />
        <Select
          label={t("vertical")}
          name="vertical"
          options={[{ value: "", label: t("everyVertical") }, ...(verticals.data?.data ?? []).map((one) => ({ value: one.code, label: one.code }))]}
        />
        <Input label={t("sellerId")} hint={t("samples.sellerHint")} name="seller" pattern="pty_[0-9a-z]{26}" placeholder="pty_…" spellCheck={false} />
      </div>
    </Ask>
  );
}
