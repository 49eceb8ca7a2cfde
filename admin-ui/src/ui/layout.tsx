import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useUrl } from "./url";

/** A screen that is no list: title, what can be done, content that scrolls. */
export function Screen({ title, actions, children, wide, bleed }: { title: string; actions?: ReactNode; children: ReactNode; wide?: boolean; /** The content fills all that is left and scrolls by itself. */ bleed?: boolean }) {
  useEffect(() => {
    document.title = `${title} – Galena`;
  }, [title]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-b border-line px-5 py-2">
        <h1 className="text-base font-semibold">{title}</h1>
        <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>
      </header>
      {bleed ? (
        <div className="min-h-0 flex-1">{children}</div>
      ) : (
        <div className="min-h-0 flex-1 overflow-auto p-5" tabIndex={-1}>
          <div className={wide ? "" : "max-w-6xl"}>{children}</div>
        </div>
      )}
    </div>
  );
}

/** A part of a screen with a heading of its own. */
export function Section({ title, actions, children, note }: { title: string; actions?: ReactNode; children: ReactNode; note?: ReactNode }) {
  return (
    <section className="mb-6">
      <div className="mb-2 flex min-h-8 items-center gap-2">
        <h2 className="font-semibold">{title}</h2>
        {note && <span className="text-muted">{note}</span>}
        <div className="ml-auto flex gap-2">{actions}</div>
      </div>
      {children}
    </section>
  );
}

/** A box with a thin border. */
export const Card = ({ children, className = "" }: { children: ReactNode; className?: string }) => (
  <div className={`rounded-lg border border-line bg-bg p-4 ${className}`}>{children}</div>
);

/** Tiles beside each other, as many as fit. */
export const Tiles = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-3">{children}</div>
);

/** One number, what it means, and how it was before. */
export function Stat({ label, value, note, tone, to }: { label: string; value: ReactNode; note?: ReactNode; tone?: "bad" | "warn"; to?: ReactNode }) {
  const colour = tone === "bad" ? "text-bad" : tone === "warn" ? "text-warn" : "";
  return (
    <div className="rounded-lg border border-line bg-bg p-3">
      <p className="text-muted">{label}</p>
      <p className={`mt-1 text-[1.05rem] font-semibold tabular-nums [&_span]:whitespace-normal ${colour}`}>{value}</p>
      {(note || to) && <p className="mt-0.5 flex justify-between gap-2 text-xs text-muted"><span>{note}</span>{to}</p>}
    </div>
  );
}

/** Tabs, the chosen one in the address under `name`. The first is shown where the address says nothing. */
export function Tabs({ name = "tab", tabs }: { name?: string; tabs: { id: string; label: string; content: () => ReactNode }[] }) {
  const [search, change] = useUrl();
  const chosen = tabs.find((tab) => tab.id === search[name]) ?? tabs[0];
  const move = (by: number) => {
    const next = tabs[(tabs.indexOf(chosen!) + by + tabs.length) % tabs.length];
    if (!next) return;
    change({ [name]: next.id }, { replace: true });
    document.getElementById(`tab-${name}-${next.id}`)?.focus();
  };
  return (
    <>
      <div role="tablist" className="mb-4 flex gap-1 border-b border-line">
        {tabs.map((tab) => (
          <button
            key={tab.id}
            id={`tab-${name}-${tab.id}`}
            type="button"
            role="tab"
            aria-selected={tab === chosen}
            aria-controls={`panel-${name}`}
            tabIndex={tab === chosen ? 0 : -1}
            className={`-mb-px border-b-2 px-3 py-2 font-medium ${tab === chosen ? "border-accent text-ink" : "border-transparent text-muted hover:text-ink"}`}
            onClick={() => change({ [name]: tab.id === tabs[0]?.id ? undefined : tab.id }, { replace: true })}
            onKeyDown={(event) => {
              if (event.key === "ArrowRight") move(1);
              if (event.key === "ArrowLeft") move(-1);
            }}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`panel-${name}`} aria-labelledby={`tab-${name}-${chosen?.id}`}>
        {chosen?.content()}
      </div>
    </>
  );
}

/** A key as printed on the keyboard. */
export const KeyHint = ({ keys }: { keys: string }) => (
  <kbd className="rounded border border-line bg-panel px-1 font-mono text-[11px] text-muted">{keys}</kbd>
);

/** What happened, the newest first or last as given. */
export function Timeline({ items }: { items: { id: string; at: ReactNode; title: ReactNode; text?: ReactNode; tone?: "good" | "bad" | "warn" }[] }) {
  return (
    <ol className="relative ml-1 border-l border-line">
      {items.map((item) => (
        <li key={item.id} className="relative pb-4 pl-5">
          <span
            aria-hidden="true"
            className={`absolute top-1 -left-[5px] size-[9px] rounded-full border-2 border-bg ${item.tone === "good" ? "bg-good" : item.tone === "bad" ? "bg-bad" : item.tone === "warn" ? "bg-warn" : "bg-line-strong"}`}
          />
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-medium">{item.title}</span>
            <span className="text-xs text-muted">{item.at}</span>
          </div>
          {item.text && <div className="mt-0.5 text-muted">{item.text}</div>}
        </li>
      ))}
    </ol>
  );
}

/** Text or JSON as it is, never as markup. */
export function Code({ value, label }: { value: unknown; label?: string }) {
  const { t } = useTranslation();
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return (
    <pre
      role="region"
      aria-label={label ?? t("code")}
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-md border border-line bg-panel p-3 font-mono text-xs whitespace-pre-wrap break-words"
    >
      {text}
    </pre>
  );
}

/** A plain table for few rows; lists of any length are an IndexPage. */
export function SmallTable({ head, rows, caption }: { head: (string | { label: string; right: true })[]; rows: ReactNode[][]; caption: string }) {
  const right = head.map((one) => typeof one !== "string");
  return (
    <div className="overflow-x-auto rounded-lg border border-line" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-panel text-left text-muted">
          <tr>
            {head.map((one, n) => (
              <th key={n} scope="col" className={`px-3 py-1.5 font-medium ${right[n] ? "text-right" : ""}`}>
                {typeof one === "string" ? one : one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={n} className="border-t border-line">
              {row.map((cell, m) => (
                <td key={m} className={`px-3 py-1.5 ${right[m] ? "text-right tabular-nums" : ""}`}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
