import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { TextArea } from "../ui/form";
import { useKeys } from "../ui/keys";
import { Card, KeyHint, Screen, Section } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Go, useParam } from "../ui/url";
import { Facts, Id, Num, Status, Time } from "../ui/values";
import { Ask, textOf } from "./Ask";
import { Summary } from "./Samples";

type Sample = Schema<"SampleWithItems">;
type Item = Sample["items"][number];

/** One sample: each item is judged, by keys if one likes, and in the end a person signs. */
export default function SamplePage() {
  const { t } = useTranslation("compliance");
  const id = useParam("id");
  const sample = useQuery({ queryKey: ["samples", id], queryFn: () => ask(api.GET("/v1/samples/{id}", { params: { path: { id } } })) });
  return (
    <Screen title={t("samples.title")} wide>
      <Loaded of={sample} lines={12}>
        {(one) => <Judging sample={one} />}
      </Loaded>
    </Screen>
  );
}

function Judging({ sample }: { sample: Sample }) {
  const { t } = useTranslation("compliance");
  const queries = useQueryClient();
  const toast = useToast();
  const [at, setAt] = useState(() => Math.max(0, sample.items.findIndex((item) => !item.verdict)));
  const [wrong, setWrong] = useState<Item>();
  const [signing, setSigning] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const signed = sample.sign_off !== null;
  const here = sample.items[at];
  const path = { id: sample.id };

  const again = () => Promise.all([queries.invalidateQueries({ queryKey: ["samples", sample.id] }), queries.invalidateQueries({ queryKey: ["samples"] })]);
  const focus = (n: number) => {
    const to = Math.max(0, Math.min(sample.items.length - 1, n));
    setAt(to);
    document.getElementById(`item-${to}`)?.focus();
  };
  const judge = async (item: Item, body: { verdict: "ok" | "problem"; remark?: string }) => {
    await ask(api.POST("/v1/samples/{id}/items/{n}", { params: { path: { ...path, n: item.n } }, body }));
    await again();
    focus(item.n); // its place is n - 1: on to the next
  };
  const inOrder = (item: Item) => {
    setProblem(undefined);
    judge(item, { verdict: "ok" }).catch(setProblem);
  };
  const sign = async (form: FormData) => {
    const remark = textOf(form, "remark");
    await ask(api.POST("/v1/samples/{id}/sign-off", { params: { path }, body: remark ? { remark } : {} }));
    await again();
    setSigning(false);
    toast(t("samples.signed"));
  };
  useKeys({
    j: () => focus(at + 1),
    k: () => focus(at - 1),
    ArrowDown: () => focus(at + 1),
    ArrowUp: () => focus(at - 1),
    ...(here && !signed ? { o: () => inOrder(here), p: () => setWrong(here) } : {}),
  });
  return (
    <div className="grid gap-x-8 gap-y-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <Section
        title={t("samples.items", { count: sample.size })}
        note={!signed && <span>{t("samples.keys")} <KeyHint keys="j" /> <KeyHint keys="k" /> <KeyHint keys="o" /> <KeyHint keys="p" /></span>}
      >
        {problem !== undefined && <div className="mb-3"><ProblemHelp problem={problem} /></div>}
        <ol className="divide-y divide-line rounded-lg border border-line">
          {sample.items.map((item, n) => (
            <li
              key={item.n}
              id={`item-${n}`}
              tabIndex={n === at ? 0 : -1}
              aria-current={n === at}
              onFocus={() => setAt(n)}
              className={`grid grid-cols-[1.5rem_minmax(0,1fr)_auto_auto] items-center gap-x-4 px-4 py-2.5 ${n === at ? "bg-hover" : ""}`}
            >
              <One item={item} sample={sample} />
              <span className="flex items-center gap-2">
                {!signed && (
                  <>
                    <Button small icon="check" aria-label={t("samples.okOf", { n: item.n })} onClick={() => inOrder(item)}>
                      {t("verdicts.ok")}
                    </Button>
                    <Button small icon="alarm" aria-label={t("samples.problemOf", { n: item.n })} onClick={() => setWrong(item)}>
                      {t("verdicts.problem")}
                    </Button>
                  </>
                )}
              </span>
            </li>
          ))}
        </ol>
      </Section>
      <div className="space-y-4">
        <Drawn sample={sample} />
        {signed ? <Signature sample={sample} /> : (
          <Card>
            <p className="mb-3">{sample.judged < sample.size ? t("samples.notYet", { count: sample.size - sample.judged }) : t("samples.ready")}</p>
            <Button kind="primary" icon="shield" disabled={sample.judged < sample.size} onClick={() => setSigning(true)}>
              {t("samples.sign")}
            </Button>
          </Card>
        )}
      </div>
      {wrong && (
        <Ask
          title={t("samples.problemOf", { n: wrong.n })}
          confirm={t("samples.note")}
          onClose={() => setWrong(undefined)}
          run={async (form) => {
            await judge(wrong, { verdict: "problem", remark: textOf(form, "remark") ?? "" });
            setWrong(undefined);
          }}
        >
          <TextArea label={t("samples.remark")} hint={t("reasonHint")} name="remark" required maxLength={500} autoFocus data-start="" defaultValue={wrong.verdict?.remark ?? ""} />
        </Ask>
      )}
      {signing && (
        <Ask
          title={t("samples.sign")}
          confirm={t("samples.sign")}
          onClose={() => setSigning(false)}
          run={sign}
          effects={[t("samples.effects.judged", { size: sample.size, problems: sample.problems }), t("samples.effects.final"), t("samples.effects.person")]}
        >
          <TextArea label={t("samples.summary")} hint={t("reasonHint")} name="remark" maxLength={500} />
        </Ask>
      )}
    </div>
  );
}

function One({ item, sample }: { item: Item; sample: Sample }) {
  const { t } = useTranslation("compliance");
  const purpose = encodeURIComponent(t("samples.purpose", { sample: sample.id, n: item.n }));
  return (
    <>
      <span className="text-right text-muted tabular-nums">{item.n}</span>
      <span className="min-w-0">
        <Go className="text-accent underline" to={`/compliance/leads/${item.lead}?purpose=${purpose}`}>
          {t("samples.readTrail")}
        </Go>{" "}
        <Id value={item.lead} /> <span className="break-words">{item.seller?.name}</span>{" "}
        <span className="text-muted">
          <Time at={item.at} absolute />
        </span>
        {item.verdict?.remark && <span className="block break-words text-muted">{item.verdict.remark}</span>}
      </span>
      <span>
        {item.verdict ? <Status tone={item.verdict.verdict === "ok" ? "good" : "bad"}>{t(`verdicts.${item.verdict.verdict}`)}</Status> : <Status tone="off">{t("samples.open")}</Status>}
      </span>
    </>
  );
}

function Drawn({ sample }: { sample: Sample }) {
  const { t } = useTranslation("compliance");
  const redrawn = useQuery({
    queryKey: ["samples", sample.id, "check"],
    enabled: false,
    queryFn: () => ask(api.GET("/v1/samples/{id}/check", { params: { path: { id: sample.id } } })),
  });
  return (
    <Card className="space-y-3">
      <Summary of={sample} />
      <Button icon="refresh" busy={redrawn.isFetching} onClick={() => void redrawn.refetch()}>
        {t("samples.check")}
      </Button>
      <div aria-live="polite">
        {redrawn.data &&
          (redrawn.data.same ? (
            <Status tone="good">{t("samples.same")}</Status>
          ) : (
            <Status tone="bad">{t("samples.different", { count: redrawn.data.population })}</Status>
          ))}
        {redrawn.error && <ProblemHelp problem={redrawn.error} />}
      </div>
    </Card>
  );
}

function Signature({ sample }: { sample: Sample }) {
  const { t } = useTranslation("compliance");
  const signed = sample.sign_off;
  if (!signed) return null;
  return (
    <Card>
      <Facts
        rows={[
          [t("samples.signed"), <Time at={signed.at} absolute />],
          [t("samples.by"), <Id value={signed.by} />],
          [t("samples.problems"), <Num value={signed.problems} />],
          signed.remark ? [t("samples.remark"), <span className="break-words">{signed.remark}</span>] : null,
        ]}
      />
    </Card>
  );
}
