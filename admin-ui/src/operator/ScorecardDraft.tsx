import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button, ButtonLink } from "../ui/Button";
import { useConfirm } from "../ui/Dialog";
import { Select } from "../ui/form";
import { Screen, Section } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { EmptyState, Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { useParam, useUrl } from "../ui/url";
import { CardEditor } from "./CardEditor";
import { drafted, read, same, type Card, type Trial } from "./draft";
import { TrialResult } from "./TrialResult";

const DAYS = ["7", "14", "28"];

/** A scorecard is changed, tried on the leads of the last days, and published. */
export default function ScorecardDraft() {
  const code = useParam("code");
  const vertical = useQuery({ queryKey: ["vertical", code], queryFn: () => ask(api.GET("/v1/verticals/{code}", { params: { path: { code } } })) });
  const { t } = useTranslation("operator");
  return vertical.data ? (
    <Drafting key={vertical.data.version} of={vertical.data} />
  ) : (
    <Screen title={t("trial.title")}>
      <Loaded of={vertical}>{() => null}</Loaded>
    </Screen>
  );
}

function Drafting({ of }: { of: Schema<"Vertical"> }) {
  const { t } = useTranslation("operator");
  const toast = useToast();
  const confirm = useConfirm();
  const queries = useQueryClient();
  const [search, change] = useUrl();
  const [draft, setDraft] = useState(() => drafted(of.scorecard));
  const days = Number(search["days"] ?? 7);
  const test = search["test"] === "1";
  const card = read(draft);
  const unchanged = same(card, read(drafted(of.scorecard)));
  const trial = useMutation({
    mutationFn: async (how: { card: Card; days: number; test: boolean }) => ({
      how,
      found: await ask(
        api.POST("/v1/verticals/{code}/scorecard-trials", { params: { path: { code: of.code } }, body: { scorecard: how.card, days: how.days, test: how.test } }),
      ),
    }),
  });
  const publish = () =>
    card &&
    confirm({
      title: t("trial.publishTitle", { version: of.version + 1 }),
      effects: [t("trial.publishNew"), t("trial.publishOld"), t("trial.publishPrice")],
      confirm: t("trial.publish"),
      run: async () => {
        const { code, version: _, ...body } = of;
        const made = await ask(api.POST("/v1/verticals/{code}/versions", { params: { path: { code } }, body: { ...body, scorecard: card } as Schema<"VerticalBody"> }));
        toast(t("vertical.saved", { version: made.version }));
        await Promise.all([queries.invalidateQueries({ queryKey: ["vertical", code] }), queries.invalidateQueries({ queryKey: ["verticals"] })]);
      },
    });
  const stale = trial.data && !(same(trial.data.how.card, card) && trial.data.how.days === days && trial.data.how.test === test);
  return (
    <Screen
      wide
      title={t("trial.of", { name: of.name })}
      actions={
        <>
          <ButtonLink kind="quiet" to={`/operator/verticals?open=${of.code}&part=score`}>
            {t("trial.back")}
          </ButtonLink>
          <Button disabled={unchanged} onClick={() => setDraft(drafted(of.scorecard))}>
            {t("trial.reset")}
          </Button>
          <Button disabled={!card || unchanged} onClick={publish}>
            {t("trial.publishNext", { version: of.version + 1 })}
          </Button>
        </>
      }
    >
      <Section title={t("trial.card")} note={t("vertical.ruleVersion", { version: of.version })}>
        <CardEditor draft={draft} change={setDraft} />
      </Section>
      <form
        className="mb-6 flex flex-wrap items-end gap-2 border-y border-line py-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (card) trial.mutate({ card, days, test });
        }}
      >
        <Select
          label={t("trial.days")}
          value={String(days)}
          options={DAYS.map((value) => ({ value, label: t("today.days", { count: Number(value) }) }))}
          onChange={(event) => change({ days: event.target.value === "7" ? undefined : event.target.value }, { replace: true })}
        />
        <Select
          label={t("trial.whose")}
          value={test ? "1" : "0"}
          options={[
            { value: "0", label: t("trial.real") },
            { value: "1", label: t("trial.test") },
          ]}
          onChange={(event) => change({ test: event.target.value === "1" ? "1" : undefined }, { replace: true })}
        />
        <Button kind="primary" icon="chart" type="submit" busy={trial.isPending} disabled={!card}>
          {days === 7 ? t("trial.run") : t("trial.runDays", { count: days })}
        </Button>
        <p role="status" className="pb-1.5 text-muted">
          {!card ? t("trial.unreadable") : trial.isPending ? t("trial.running") : stale ? t("trial.stale") : unchanged && !trial.data ? t("trial.unchanged") : ""}
        </p>
      </form>
      <ProblemHelp problem={trial.error} />
      {trial.data && !trial.error && <Result of={trial.data.found} test={trial.data.how.test} card={trial.data.how.card} />}
    </Screen>
  );
}

function Result({ of, test, card }: { of: Trial; test: boolean; card: Card }) {
  const { t } = useTranslation("operator");
  const [, change] = useUrl();
  if (of.leads > 0) return <TrialResult of={of} card={card} />;
  return (
    <EmptyState
      icon="chart"
      title={t("trial.emptyTitle")}
      text={t(test ? "trial.emptyTest" : "trial.emptyReal")}
      action={!test && <Button onClick={() => change({ test: "1" }, { replace: true })}>{t("trial.takeTest")}</Button>}
    />
  );
}
