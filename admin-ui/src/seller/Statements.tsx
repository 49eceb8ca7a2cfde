import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CompanyHint } from "../account/CompanyHint";
import { api, ask, type Schema } from "../api/client";
import { decimals } from "../ui/format";
import { IndexPage } from "../ui/IndexPage";
import { Section, SmallTable } from "../ui/layout";
import { Loaded } from "../ui/states";
import { Badge, Facts, Money, Time } from "../ui/values";

type Entry = Schema<"DocumentEntry">;

/** What the marketplace writes for the seller: each sale that was paid, each that was taken back. */
export default function Statements() {
  const { t } = useTranslation("seller");
  return (
    <IndexPage<Entry>
      name="statements"
      title={t("nav.statements")}
      queryKey={["statements"]}
      load={(_, cursor, limit) => ask(api.GET("/v1/statements", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }))}
      id={(one) => one.id}
      columns={[
        { id: "number", label: t("statements.number"), cell: (one) => <>{one.number} {one.kind === "statement-credit" && <Badge tone="warn">{t("statements.credit")}</Badge>}</> },
        { id: "issued", label: t("statements.issued"), width: 140, right: true, cell: (one) => <Time at={one.issued} day /> },
        { id: "net", label: t("statements.net"), width: 130, right: true, cell: (one) => <Money value={one.net} />, csv: (one) => one.net.amount / 10 ** decimals(one.net.currency) },
        { id: "vat", label: t("statements.vat"), width: 120, right: true, cell: (one) => <Money value={one.vat} />, csv: (one) => one.vat.amount / 10 ** decimals(one.vat.currency) },
        { id: "total", label: t("statements.total"), width: 140, right: true, cell: (one) => <Money value={one.total} />, csv: (one) => one.total.amount / 10 ** decimals(one.total.currency) },
      ]}
      above={<CompanyHint lacks="statements" />}
      drawer={(id) => <Detail id={id} />}
      drawerTitle={(_, one) => one?.number ?? t("statements.one")}
      empty={{ icon: "book", title: t("statements.emptyTitle"), text: t("statements.emptyText") }}
    />
  );
}

function Detail({ id }: { id: string }) {
  const { t } = useTranslation("seller");
  const document = useQuery({
    queryKey: ["statements", id],
    staleTime: Infinity, // frozen
    queryFn: async () => (await ask(api.GET("/v1/statements/{id}", { params: { path: { id } } }))) as Schema<"Document">,
  });
  return (
    <Loaded of={document}>
      {(it) => {
        const amount = (value: number) => <Money value={{ amount: value, currency: it.currency }} />;
        return (
          <>
            <p className="mb-4 flex gap-4">
              <a className="text-accent underline" href={`/v1/statements/${id}.pdf`} download={`${it.number}.pdf`}>
                {t("statements.pdf")}
              </a>
              <a className="text-accent underline" href={`/v1/statements/${id}.xml`} download={`${it.number}.xml`}>
                {t("statements.ubl")}
              </a>
            </p>
            <Section title={it.number}>
              <Facts
                rows={[
                  [t("statements.issued"), <Time key="issued" at={it.issued} day />],
                  [t("statements.period"), <span key="period"><Time at={it.first} day /> – <Time at={it.last} day /></span>],
                  [t("statements.net"), amount(it.net)],
                  [t("statements.vat"), amount(it.vat)],
                  [t("statements.total"), amount(it.net + it.vat + it.rounding)],
                ]}
              />
            </Section>
            <Section title={t("statements.lines", { count: it.lines.length })}>
              <SmallTable
                caption={t("statements.lines", { count: it.lines.length })}
                head={[t("trends.day"), t("statements.what"), { label: t("statements.fee"), right: true }, { label: t("statements.net"), right: true }]}
                rows={it.lines.map((line) => [<Time key="day" at={line.day} day />, line.text, amount(line.fee), amount(line.net)])}
              />
            </Section>
          </>
        );
      }}
    </Loaded>
  );
}
