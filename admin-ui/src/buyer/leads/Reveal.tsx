import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../../api/client";
import { Button } from "../../ui/Button";
import { Combobox } from "../../ui/form";
import { Section } from "../../ui/layout";
import { ProblemHelp } from "../../ui/ProblemHelp";
import { useToast } from "../../ui/Toast";
import { copy, Facts } from "../../ui/values";
import type { Owned } from "./dispositions";

type Contact = NonNullable<Schema<"Contacts">["contacts"][number]["contact"]>;

/** Who it is: shown only when asked for, with a purpose, and written down. Gone again when one looks elsewhere. */
export function Reveal({ lead }: { lead: Owned }) {
  const { t } = useTranslation("buyer");
  const queries = useQueryClient();
  const toast = useToast();
  const [purpose, setPurpose] = useState(t("reveal.purposes.call"));
  const [contact, setContact] = useState<Contact>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const reveal = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await ask(api.GET("/v1/sales/{id}/contact", { params: { path: { id: lead.id }, query: { purpose: purpose.trim() } } }));
      setContact(answer.contacts[0]?.contact);
      void queries.invalidateQueries({ queryKey: ["timeline", lead.id] });
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  const line = (value: string | null | undefined) =>
    value ? (
      <span className="inline-flex items-center gap-1">
        {value}
        <Button kind="quiet" small icon="copy" aria-label={t("reveal.copy")} onClick={() => void copy(value).then(() => toast(t("reveal.copied")))} />
      </span>
    ) : undefined;
  return (
    <Section title={t("reveal.title")}>
      <div className="rounded-lg border border-line p-4">
        {contact ? (
          <div role="status">
            <Facts
              rows={[
                [t("reveal.name"), line([contact.first_name, contact.last_name].filter(Boolean).join(" "))],
                [t("reveal.phone"), line(contact.phone)],
                [t("reveal.email"), line(contact.email)],
                [t("reveal.street"), line([contact.street, contact.city, lead.state, lead.zip].filter(Boolean).join(", "))],
              ]}
            />
            <Button className="mt-3" icon="lock" onClick={() => setContact(undefined)}>
              {t("reveal.hide")}
            </Button>
          </div>
        ) : (
          <form
            className="flex flex-wrap items-end gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              void reveal();
            }}
          >
            <div className="min-w-56 flex-1">
              <Combobox
                label={t("reveal.purpose")}
                hint={t("reveal.hint")}
                required
                minLength={3}
                maxLength={500}
                value={purpose}
                onChange={(event) => setPurpose(event.target.value)}
                options={["call", "email", "appointment", "support"].map((one) => t(`reveal.purposes.${one}` as never))}
              />
            </div>
            <Button type="submit" kind="primary" icon="eye" busy={busy} className="mb-5">
              {t("reveal.show")}
            </Button>
          </form>
        )}
        {problem !== undefined && (
          <div className="mt-3">
            <ProblemHelp problem={problem} />
          </div>
        )}
      </div>
    </Section>
  );
}
