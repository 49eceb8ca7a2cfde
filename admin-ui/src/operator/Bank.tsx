import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { FileDrop } from "../ui/form";
import { FormDialog } from "../ui/FormDialog";
import { IndexPage } from "../ui/IndexPage";
import { Section } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { useToast } from "../ui/Toast";
import { useUrl } from "../ui/url";
import { Facts, Id, Money, Time } from "../ui/values";

type Line = Schema<"BankLine">;

/** Lines of bank statements that belong to nobody yet, and new statements. */
export default function Bank() {
  const { t } = useTranslation("operator");
  const [search, change] = useUrl();
  return (
    <>
      <IndexPage<Line>
        name="bank-lines"
        title={t("bank.title")}
        queryKey={["bank-lines"]}
        load={(_, cursor, limit) => ask(api.GET("/v1/bank-lines", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }))}
        id={(it) => it.id}
        columns={[
          { id: "text", label: t("bank.text"), cell: (it) => it.text },
          { id: "bank_id", label: t("bank.bankId"), width: 200, cell: (it) => it.bank_id },
          { id: "amount", label: t("topup.amount"), width: 140, right: true, cell: (it) => <Money value={it.amount} signed />, csv: (it) => it.amount.amount },
          { id: "at", label: t("topup.at"), width: 120, right: true, cell: (it) => <Time at={it.at} day />, sort: (it) => it.at },
        ]}
        filters={[{ name: "text", label: t("bank.text"), keep: (it, value) => it.text.toLowerCase().includes(value.toLowerCase()) }]}
        drawer={(_, it) => (it ? <LineDetail key={it.id} of={it} /> : t("posting.notLoaded"))}
        drawerTitle={() => t("bank.one")}
        actions={
          <Button kind="primary" icon="upload" onClick={() => change({ import: "1" })}>
            {t("bank.import")}
          </Button>
        }
        empty={{ icon: "bank", title: t("bank.emptyTitle"), text: t("bank.emptyText") }}
      />
      {search["import"] && <Import close={() => change({ import: undefined }, { replace: true })} />}
    </>
  );
}

function Import({ close }: { close: () => void }) {
  const { t } = useTranslation("operator");
  const toast = useToast();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<unknown>();
  const read = async (file: File) => {
    setProblem(undefined);
    try {
      const text = await file.text();
      const xml = /^\s*</.test(text);
      const done = await ask(
        api.POST("/v1/bank-imports", { body: text, bodySerializer: (body) => body, headers: { "Content-Type": xml ? "application/xml" : "text/csv" } }),
      );
      toast(t("bank.imported", { count: done.lines, matched: done.matched }));
      void queries.invalidateQueries({ queryKey: ["alarms"] }); // of lines that fit nothing
      await queries.invalidateQueries({ queryKey: ["bank-lines"] });
      close();
    } catch (e) {
      setProblem(e);
    }
  };
  return (
    <Dialog title={t("bank.import")} onClose={close}>
      <div className="grid gap-3">
        <p className="text-muted">{t("bank.importText")}</p>
        <FileDrop label={t("bank.choose")} hint="camt.053 (XML), CSV" accept=".xml,.csv" onFile={(file) => void read(file)} />
        <ProblemHelp problem={problem} />
      </div>
    </Dialog>
  );
}

function LineDetail({ of }: { of: Line }) {
  const { t } = useTranslation("operator");
  const toast = useToast();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [assigned, setAssigned] = useState(false);
  return (
    <Section
      title={t("bank.one")}
      actions={
        of.amount.amount > 0 && !assigned && (
          <Button kind="primary" onClick={() => setAsking(true)}>
            {t("bank.assign")}
          </Button>
        )
      }
    >
      <Facts
        rows={[
          [t("bank.text"), of.text],
          [t("topup.amount"), <Money key="amount" value={of.amount} signed />],
          [t("topup.at"), <Time key="at" at={of.at} absolute />],
          [t("bank.bankId"), <Id key="bank" value={of.bank_id} whole />],
          [t("account.id"), <Id key="id" value={of.id} whole />],
        ]}
      />
      {asking && (
        <FormDialog
          title={t("bank.assign")}
          text={t("bank.assignText")}
          confirm={t("bank.assign")}
          fields={[{ name: "party", label: t("account.partyId"), hint: "pty_…", required: true }]}
          onClose={() => setAsking(false)}
          submit={async ({ party }) => {
            await ask(api.POST("/v1/bank-lines/{id}/assign", { params: { path: { id: of.id } }, body: { party: party ?? "" } }));
            toast(t("bank.assigned"));
            setAssigned(true);
            void queries.invalidateQueries({ queryKey: ["alarms"] }); // the line's own is resolved by it
            await queries.invalidateQueries({ queryKey: ["bank-lines"] });
          }}
        />
      )}
    </Section>
  );
}
