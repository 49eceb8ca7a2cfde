import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { Combobox, Input } from "../ui/form";
import { Card, Screen, Section, SmallTable } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { EmptyState } from "../ui/states";
import { Go, useGo } from "../ui/url";
import { Id } from "../ui/values";
import { keepPurpose, lastPurpose, usePurposes } from "./bits";
import { named } from "./identity";

type Found = Schema<"FoundSubjects">["data"];

/** A person by address, number or id; that somebody asked is on record, whoever is found. */
export default function Find() {
  const { t } = useTranslation("compliance");
  const go = useGo();
  const purposes = usePurposes();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [wrong, setWrong] = useState<string>();
  const [found, setFound] = useState<{ purpose: string; rows: Found }>();

  const find = async (text: string, purpose: string) => {
    const person = named(text);
    if (!person) {
      setWrong(t("find.unreadable"));
      return;
    }
    keepPurpose(purpose);
    const why = `?purpose=${encodeURIComponent(purpose)}`;
    if ("id" in person) {
      if (person.id.startsWith("lead_")) go(`/compliance/leads/${person.id}${why}`);
      else if (person.id.startsWith("sub_")) go(`/compliance/people/${person.id}${why}`);
      else {
        const consent = await ask(api.GET("/v1/consents/{id}", { params: { path: { id: person.id } } }));
        go(`/compliance/people/${consent.subject}${why}`);
      }
      return;
    }
    const { data } = await ask(api.POST("/v1/subjects/search", { body: { person, purpose } }));
    const only = data.length === 1 ? data[0] : undefined;
    if (only) go(`/compliance/people/${only.subject}${why}`);
    else setFound({ purpose, rows: data });
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    setWrong(undefined);
    setFound(undefined);
    find(String(form.get("person")), String(form.get("purpose")).trim())
      .catch(setProblem)
      .finally(() => setBusy(false));
  };

  return (
    <Screen title={t("nav.find")}>
      <Card className="mb-6 max-w-2xl">
        <form className="space-y-4" onSubmit={submit} autoComplete="off">
          <Input
            label={t("find.person")}
            hint={t("find.personHint")}
            error={wrong}
            name="person"
            required
            autoFocus
            maxLength={254}
            autoComplete="off"
            spellCheck={false}
          />
          <Combobox label={t("purpose")} hint={t("purposeHint")} options={purposes} name="purpose" required maxLength={500} pattern=".*\S.*" defaultValue={lastPurpose()} />
          <Button kind="primary" type="submit" icon="search" busy={busy}>
            {t("find.find")}
          </Button>
        </form>
      </Card>
      {problem !== undefined && (
        <div className="mb-6 max-w-2xl">
          <ProblemHelp problem={problem} />
        </div>
      )}
      <div aria-live="polite">
        {found && found.rows.length === 0 && <EmptyState icon="search" title={t("find.nobody")} text={t("find.nobodyText")} />}
        {found && found.rows.length > 0 && (
          <Section title={t("find.several", { count: found.rows.length })} note={t("find.severalNote")}>
            <SmallTable
              caption={t("find.several", { count: found.rows.length })}
              head={[t("person"), { label: t("find.leads"), right: true }, t("find.open")]}
              rows={found.rows.map((one) => [
                <Id value={one.subject} whole />,
                one.leads,
                <Go className="text-accent underline" to={`/compliance/people/${one.subject}?purpose=${encodeURIComponent(found.purpose)}`}>
                  {t("find.read")}
                </Go>,
              ])}
            />
          </Section>
        )}
      </div>
    </Screen>
  );
}
