import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import type { Cell } from "./csv";
import { Drawer } from "./Drawer";
import { Table } from "./index/Table";
import { Columns, Filters, FreshBar, Views } from "./index/Toolbar";
import type { Index } from "./index/types";
import { useRows } from "./index/useRows";
import { useKept } from "./index/views";
import { useKeys } from "./keys";
import { ProblemHelp } from "./ProblemHelp";
import { EmptyState } from "./states";
import { useToast } from "./Toast";
import { useUrl } from "./url";

const BulkBar = lazy(() => import("./index/BulkBar")) as unknown as typeof import("./index/BulkBar").default;

const EXPORT_ROWS_MAX = 100_000;

/**
 * Any list of the console. Filters, sort and the open row stand in the address; pages are loaded as one scrolls; `j` and `k` move,
 * `x` selects, Enter opens, `/` filters. {@link Index} says what a screen gives.
 */
export function IndexPage<Row>(index: Index<Row>): ReactNode {
  const { t } = useTranslation();
  const [search, change] = useUrl();
  const list = useRows(index, search);
  const { rows } = list;
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const byKey = useRef(false);
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const [shownIds, showIds] = useKept(
    `galena.columns.${index.name}`,
    index.columns.filter((column) => !column.hidden).map((column) => column.id),
  );
  const columns = useMemo(() => index.columns.filter((column) => shownIds.includes(column.id)), [index.columns, shownIds]);
  const chosen = useMemo(() => rows.filter((row) => selected.has(index.id(row))), [rows, selected, index]);
  useEffect(() => {
    document.title = `${index.title} – Galena`;
  }, [index.title]);

  const openId = index.drawer ? search["open"] : undefined;
  const at = openId === undefined ? -1 : rows.findIndex((row) => index.id(row) === openId);
  // What is open stays, though what was done with it takes it from the list.
  const last = useRef<{ id: string; row: Row }>(undefined);
  const now = openId === undefined ? undefined : (rows[at] ?? list.known(openId));
  if (openId !== undefined && now !== undefined) last.current = { id: openId, row: now };
  const opened = now ?? (last.current?.id === openId ? last.current?.row : undefined);
  const open = index.drawer ? (id: string) => change({ open: id }, { replace: openId !== undefined }) : undefined;
  const step = (by: number) => {
    const to = rows[at + by];
    return at >= 0 && to ? () => change({ open: index.id(to) }, { replace: true }) : undefined;
  };
  const toggle = useCallback((id: string) => {
    select((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const move = (by: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, active + by));
    byKey.current = true;
    setActive(to);
  };
  const here = rows[active];
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    ...(here && index.bulk ? { x: () => toggle(index.id(here)) } : {}),
    ...(selected.size > 0 ? { Escape: () => select(new Set()) } : {}),
  });

  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-b border-line px-5 py-2">
        <h1 className="text-base font-semibold">{index.title}</h1>
        <span className="text-muted" role="status">
          {!list.pending && !list.error && t(list.whole ? "rows" : "rowsAtLeast", { count: rows.length })}
        </span>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <Filters filters={index.filters ?? []} />
          <Export index={index} all={list.all} />
          <Columns columns={index.columns} shown={shownIds} choose={showIds} />
          {index.actions}
        </div>
      </header>
      <Views name={index.name} />
      {index.above && <div className="shrink-0 border-b border-line px-5 py-4 empty:hidden">{index.above}</div>}
      <FreshBar
        count={list.fresh}
        show={() => {
          list.takeFresh();
          scroll.current?.scrollTo({ top: 0 });
        }}
      />
      <div ref={scroll} data-list className="min-h-0 flex-1 overflow-auto">
        {list.error && rows.length === 0 ? (
          <div className="p-5">
            <ProblemHelp problem={list.error} again={list.again} />
          </div>
        ) : list.pending ? (
          <Waiting columns={columns.length} />
        ) : rows.length === 0 && list.whole ? (
          <Nothing index={index} filtered={(index.filters ?? []).some((filter) => search[filter.name] !== undefined)} clear={() => change(Object.fromEntries((index.filters ?? []).map((one) => [one.name, undefined])))} />
        ) : (
          <Table
            index={index}
            columns={columns}
            rows={rows}
            whole={list.whole}
            more={list.more}
            active={active}
            setActive={setActive}
            byKey={byKey}
            open={open}
            selected={selected}
            toggle={toggle}
            toggleAll={() => select(selected.size >= rows.length ? new Set() : new Set(rows.map(index.id)))}
            scroll={scroll}
          />
        )}
        {list.error && rows.length > 0 && (
          <div className="p-5">
            <ProblemHelp problem={list.error} again={list.again} />
          </div>
        )}
      </div>
      {selected.size > 0 && (
        <Suspense fallback={null}>
          <BulkBar index={index} rows={chosen} select={(ids) => select(new Set(ids))} />
        </Suspense>
      )}
      {openId !== undefined && index.drawer && (
        <Drawer
          title={index.drawerTitle?.(openId, opened) ?? openId}
          onClose={() => change({ open: undefined, tab: undefined, part: undefined, version: undefined }, { replace: true })}
          previous={step(-1)}
          next={step(1)}
          {...(index.page ? { page: index.page(openId) } : {})}
        >
          {index.drawer(openId, opened)}
        </Drawer>
      )}
    </div>
  );
}

function Nothing<Row>({ index, filtered, clear }: { index: Index<Row>; filtered: boolean; clear: () => void }) {
  const { t } = useTranslation();
  return filtered ? (
    <EmptyState icon="search" title={t("nothingFits")} text={t("nothingFitsText")} action={<Button onClick={clear}>{t("clear")}</Button>} />
  ) : (
    <EmptyState {...index.empty} />
  );
}

function Waiting({ columns }: { columns: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" className="px-5 py-2">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: 12 }, (_, n) => (
        <div key={n} className="flex h-[37px] items-center gap-6 border-b border-line">
          {Array.from({ length: columns }, (_column, m) => (
            <div key={m} className={`skeleton h-3.5 flex-1 ${m === 0 ? "max-w-40" : ""}`} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Export<Row>({ index, all }: { index: Index<Row>; all: (max: number, progress: (rows: number) => void) => Promise<Row[]> }) {
  const { t } = useTranslation();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const rows = await all(EXPORT_ROWS_MAX, () => {});
      const cell = (column: Index<Row>["columns"][number], row: Row): Cell =>
        column.csv ? column.csv(row) : ((row as Record<string, unknown>)[column.id] as Cell);
      const { csv, save } = await import("./csv");
      save(`${index.name}.csv`, csv(index.columns.map((column) => column.id), rows.map((row) => index.columns.map((column) => cell(column, row)))));
      toast(t("exported", { count: rows.length }));
    } catch (e) {
      toast(e instanceof Error ? e.message : String(e), { tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return <Button kind="quiet" icon="download" aria-label={t("export")} busy={busy} onClick={() => void run()} />;
}
