import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CompanyHint } from "../account/CompanyHint";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { Icon } from "../ui/icons";
import { IndexPage } from "../ui/IndexPage";
import { SmallTable } from "../ui/layout";
import { Loaded } from "../ui/states";
import { useUrl } from "../ui/url";
import { Facts, Money, Time } from "../ui/values";

type Entry = Schema<"DocumentEntry">;

/** Invoices, or what was taken back of them, each as the paper it is. */
export default function Invoices() {
  const { t } = useTranslation("buyer");
  const [search, change] = useUrl();
  const notes = search["kind"] === "credit-notes";
  const list = notes ? "/v1/credit-notes" : "/v1/invoices";
  return (
    <IndexPage<Entry>
      key={list}
      name={notes ? "credit-notes" : "invoices"}
      title={t("nav.invoices")}
      queryKey={["documents", list]}
      load={(_, cursor, limit, signal) => ask(api.GET(list, { params: { query: { limit, ...(cursor ? { cursor } : {}) } }, ...(signal ? { signal } : {}) }))}
      id={(it) => it.id}
      columns={[
        { id: "number", label: t("invoices.number"), cell: (it) => <span className="font-medium">{it.number}</span> },
        { id: "issued", label: t("invoices.issued"), width: 130, cell: (it) => <Time at={it.issued} day /> },
        { id: "net", label: t("buy.net"), width: 120, right: true, cell: (it) => <Money value={it.net} />, csv: (it) => it.net.amount / 100 },
        { id: "vat", label: t("buy.vat"), width: 110, right: true, cell: (it) => <Money value={it.vat} />, csv: (it) => it.vat.amount / 100 },
        { id: "total", label: t("buy.total"), width: 120, right: true, cell: (it) => <Money value={it.total} />, csv: (it) => it.total.amount / 100 },
        { id: "files", label: t("invoices.files"), width: 150, right: true, cell: (it) => <Files list={list} it={it} />, csv: () => "" },
      ]}
      actions={
        <div role="group" aria-label={t("invoices.kind")} className="flex">
          <Button className="rounded-r-none!" kind={notes ? "plain" : "primary"} aria-pressed={!notes} onClick={() => change({ kind: undefined, open: undefined })}>
            {t("invoices.invoices")}
          </Button>
          <Button className="-ml-px rounded-l-none!" kind={notes ? "primary" : "plain"} aria-pressed={notes} onClick={() => change({ kind: "credit-notes", open: undefined })}>
            {t("invoices.creditNotes")}
          </Button>
        </div>
      }
      above={<CompanyHint lacks="invoices" />}
      drawer={(id) => <Detail list={list} id={id} />}
      drawerTitle={(_, it) => it?.number ?? t("invoices.one")}
      empty={{ icon: "log", title: t(notes ? "invoices.noNotes" : "invoices.none"), text: t(notes ? "invoices.noNotesText" : "invoices.noneText") }}
    />
  );
}

function Files({ list, it }: { list: string; it: Entry }) {
  const { t } = useTranslation("buyer");
  return (
    <span className="inline-flex gap-3">
      {(["pdf", "xml"] as const).map((ending) => (
        <a key={ending} className="inline-flex items-center gap-1 text-accent underline" href={`${list}/${encodeURIComponent(it.id)}.${ending}`} download aria-label={t(`invoices.as.${ending}`, { number: it.number })}>
          <Icon name="download" size={13} /> {ending === "pdf" ? "PDF" : "UBL"}
        </a>
      ))}
    </span>
  );
}

function Detail({ list, id }: { list: "/v1/invoices" | "/v1/credit-notes"; id: string }) {
  const { t } = useTranslation("buyer");
  const one = useQuery({ queryKey: ["documents", list, id], queryFn: ({ signal }) => ask(api.GET(`${list}/{id}`, { params: { path: { id } }, signal })) as Promise<Schema<"Document">> });
  return (
    <Loaded of={one}>
      {(it) => {
        const of = (amount: number) => <Money value={{ amount, currency: it.currency }} />;
        return (
          <>
            <Facts
              rows={[
                [t("invoices.issued"), <Time key="issued" at={it.issued} day />],
                it.due ? [t("invoices.due"), <Time key="due" at={it.due} day />] : false,
                [t("invoices.supplier"), `${it.supplier.name}, ${it.supplier.street ?? ""} ${it.supplier.postcode ?? ""} ${it.supplier.city ?? ""} ${it.supplier.country ?? ""}`],
                [t("invoices.customer"), `${it.customer.name}, ${it.customer.street ?? ""} ${it.customer.postcode ?? ""} ${it.customer.city ?? ""} ${it.customer.country ?? ""}`],
                [t("buy.net"), of(it.net)],
                [t("buy.vat"), <span key="vat">{of(it.vat)} <span className="text-muted">{it.tax.rate_bps / 100} % · {it.tax.category}</span></span>],
                [t("buy.total"), <strong key="total">{of(it.net + it.vat + it.rounding)}</strong>],
                [t("invoices.paid"), of(it.paid)],
              ]}
            />
            <h3 className="mt-6 mb-2 font-semibold">{t("invoices.lines", { count: it.lines.length })}</h3>
            <SmallTable
              caption={t("invoices.lines", { count: it.lines.length })}
              head={[t("invoices.day"), t("invoices.text"), { label: t("buy.net"), right: true }]}
              rows={it.lines.slice(0, LINES_MAX).map((line) => [<Time key="day" at={line.day} day />, line.text, of(line.net)])}
            />
            {it.lines.length > LINES_MAX && <p className="mt-2 text-muted">{t("invoices.more", { count: it.lines.length - LINES_MAX })}</p>}
          </>
        );
      }}
    </Loaded>
  );
}

const LINES_MAX = 200;
