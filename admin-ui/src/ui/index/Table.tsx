import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../icons";
import { useUrl } from "../url";
import type { Column, Index } from "./types";

const ROW_PX = 37;
const AHEAD = 60;

interface Props<Row> {
  index: Index<Row>;
  columns: Column<Row>[];
  rows: Row[];
  whole: boolean;
  more: () => void;
  active: number;
  setActive: (n: number) => void;
  /** The active row was chosen by a key of the page, so the focus follows. */
  byKey: RefObject<boolean>;
  open: ((id: string) => void) | undefined;
  selected: ReadonlySet<string>;
  toggle: (id: string) => void;
  toggleAll: () => void;
  scroll: RefObject<HTMLDivElement | null>;
}

/** Only the rows in sight are in the page, whatever the length of the list. */
export function Table<Row>(props: Props<Row>) {
  const { index, columns, rows, whole, more, active, scroll } = props;
  const { t } = useTranslation();
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => ROW_PX, overscan: 8 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!whole && last >= rows.length - AHEAD) more();
  }, [last, rows.length, whole, more]);

  const before = useRef(active);
  useEffect(() => {
    if (before.current !== active && active >= 0) virtual.scrollToIndex(active);
    before.current = active;
  }, [active, virtual]);

  const start = items[0]?.start ?? 0;
  const end = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const bulk = (index.bulk?.length ?? 0) > 0;
  const least = columns.reduce((sum, column) => sum + (column.width ?? 120), (bulk ? 40 : 0) + (props.open ? 36 : 0));
  return (
    <table className="w-full table-fixed border-separate border-spacing-0" style={{ minWidth: least }} aria-rowcount={whole ? rows.length + 1 : -1}>
      <caption className="sr-only">{index.title}</caption>
      <thead>
        <tr>
          {bulk && (
            <th scope="col" className="sticky top-0 z-10 w-10 border-b border-line bg-panel pl-5 text-left">
              <input
                type="checkbox"
                className="size-4 align-middle accent-(--accent)"
                aria-label={t("selectAll")}
                checked={rows.length > 0 && props.selected.size >= rows.length}
                onChange={props.toggleAll}
              />
            </th>
          )}
          {columns.map((column, n) => (
            <Head key={column.id} column={column} whole={whole} first={n === 0 && !bulk} />
          ))}
          {props.open && (
            <th scope="col" className="sticky top-0 z-10 w-9 border-b border-line bg-panel">
              <span className="sr-only">{t("open")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {start > 0 && <tr aria-hidden="true" style={{ height: start }} />}
        {items.map((item) => (
          <Line
            key={item.key}
            index={index}
            columns={columns}
            row={rows[item.index] as Row}
            n={item.index}
            bulk={bulk}
            here={item.index === active}
            inTabs={item.index === Math.max(active, 0)}
            chosen={props.selected.has(index.id(rows[item.index] as Row))}
            setActive={props.setActive}
            byKey={props.byKey}
            open={props.open}
            toggle={props.toggle}
          />
        ))}
        {end > 0 && <tr aria-hidden="true" style={{ height: end }} />}
      </tbody>
    </table>
  );
}

function Head<Row>({ column, whole, first }: { column: Column<Row>; whole: boolean; first: boolean }) {
  const { t } = useTranslation();
  const [search, change] = useUrl();
  const sorted = search["sort"] === column.id ? "ascending" : search["sort"] === `-${column.id}` ? "descending" : undefined;
  const can = typeof column.sort === "string" || (column.sort && whole);
  const next = sorted === "ascending" ? `-${column.id}` : sorted === "descending" ? undefined : column.id;
  return (
    <th
      scope="col"
      aria-sort={sorted}
      style={{ width: column.width }}
      className={`sticky top-0 z-10 h-8 truncate border-b border-line bg-panel pr-3 font-medium text-muted ${first ? "pl-5" : "pl-3"} ${column.right ? "text-right" : "text-left"}`}
    >
      {can ? (
        <button type="button" className="hover:text-ink" title={t("sort")} onClick={() => change({ sort: next }, { replace: true })}>
          {column.label}
          {sorted && <Icon name={sorted === "ascending" ? "up" : "down"} size={12} className="ml-1 inline" />}
        </button>
      ) : (
        column.label
      )}
    </th>
  );
}

interface LineProps<Row> extends Pick<Props<Row>, "index" | "columns" | "setActive" | "byKey" | "open" | "toggle"> {
  row: Row;
  n: number;
  bulk: boolean;
  /** The active row. */
  here: boolean;
  /** The one row that Tab reaches. */
  inTabs: boolean;
  chosen: boolean;
}

function LineAnew<Row>({ index, columns, row, n, bulk, here, inTabs, chosen, setActive, byKey, open, toggle }: LineProps<Row>) {
  const { t } = useTranslation();
  const ref = useRef<HTMLTableRowElement>(null);
  const id = index.id(row);
  useEffect(() => {
    if (!here || !byKey.current) return;
    byKey.current = false;
    ref.current?.focus({ preventScroll: true });
  }, [here, byKey]);
  return (
    <tr
      ref={ref}
      aria-rowindex={n + 2}
      data-id={id}
      tabIndex={inTabs ? 0 : -1}
      onFocus={() => setActive(n)}
      onClick={(event) => {
        if ((event.target as HTMLElement).closest("a, button, input, label")) return;
        if (getSelection()?.toString()) return;
        setActive(n);
        open?.(id);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.target === event.currentTarget) open?.(id);
      }}
      className={`h-[37px] outline-offset-[-2px] ${open ? "cursor-pointer" : ""} ${chosen ? "bg-accent-soft" : "hover:bg-panel"}`}
    >
      {bulk && (
        <td className="border-b border-line pl-5">
          <input
            type="checkbox"
            tabIndex={here ? 0 : -1}
            className="size-4 align-middle accent-(--accent)"
            aria-label={t("select", { what: id })}
            checked={chosen}
            onChange={() => toggle(id)}
          />
        </td>
      )}
      {columns.map((column, m) => (
        <td
          key={column.id}
          className={`truncate border-b border-line pr-3 ${m === 0 && !bulk ? "pl-5" : "pl-3"} ${column.right ? "text-right tabular-nums" : ""}`}
        >
          {column.cell(row)}
        </td>
      ))}
      {open && (
        <td className="border-b border-line text-muted">
          <button type="button" tabIndex={-1} aria-label={t("openOf", { what: id })} className="grid size-6 place-items-center" onClick={() => open(id)}>
            <Icon name="right" size={14} />
          </button>
        </td>
      )}
    </tr>
  );
}

/** While one scrolls, only rows that come into sight are drawn. */
const Line = memo(LineAnew) as typeof LineAnew;
