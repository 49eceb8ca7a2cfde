import type { ReactNode } from "react";
import type { Page } from "../../api/client";
import type { Cell } from "../csv";

export interface Column<Row> {
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** In a CSV file; the field named like the column where left out. Money as major units, times as the API has them. */
  csv?: (row: Row) => Cell;
  /** At least so many pixels; what is left of the line goes to columns without a width. */
  width?: number;
  right?: boolean;
  /** Shown only where somebody chooses it. */
  hidden?: boolean;
  /** Sorts in the browser, offered once the whole list is loaded; a text is what the API calls it in `sort`. */
  sort?: string | ((row: Row) => string | number);
}

export interface Filter<Row> {
  /** In the address, and given to `load`. */
  name: string;
  label: string;
  /** A choice; free text where left out. */
  options?: readonly { value: string; label: string }[];
  type?: "text" | "date" | "number";
  /** Where the API has no such parameter: kept in the browser, of the rows loaded. */
  keep?: (row: Row, value: string) => boolean;
  /** Has a control of its own on the screen. */
  elsewhere?: boolean;
}

export interface Bulk<Row> {
  label: string;
  icon?: string;
  danger?: boolean;
  /** For which rows it makes sense. */
  when?: (row: Row) => boolean;
  /** What will happen, shown before. */
  effects?: (rows: Row[]) => string[];
  /** One row after the other; what it throws is shown with its row. The list is loaded anew after all of them. */
  run?: (row: Row) => Promise<unknown>;
  /** What else of the cache is old after it. */
  touches?: readonly (readonly unknown[])[];
  /** Instead of these two, where it is done for all of them at once: what is shown; `close(true)` also empties the selection. */
  dialog?: (rows: Row[], close: (done: boolean) => void) => ReactNode;
}

export interface Index<Row> {
  /** Under this name columns and views are remembered; also the name of exported files. */
  name: string;
  title: string;
  /** Of the cache, such as `["batches"]`; invalidate it to load the list anew. */
  queryKey: readonly unknown[];
  /** One page; `filters` has those that are set, and `sort`. */
  load: (filters: Record<string, string>, cursor: string | undefined, limit: number, signal?: AbortSignal) => Promise<Page<Row>>;
  id: (row: Row) => string;
  columns: Column<Row>[];
  filters?: Filter<Row>[];
  /** What the drawer shows for an id; `row` is there if it is among those loaded. */
  drawer?: (id: string, row: Row | undefined) => ReactNode;
  drawerTitle?: (id: string, row: Row | undefined) => ReactNode;
  /** The same as a page: `(id) => "/seller/batches/" + id`. */
  page?: (id: string) => string;
  bulk?: Bulk<Row>[];
  /** Buttons at the top right. */
  actions?: ReactNode;
  /** Between title and list, such as tiles. */
  above?: ReactNode;
  empty: { icon?: string; title: string; text?: string; action?: ReactNode };
  /** Milliseconds between looks for newer rows; 0 for lists that do not grow at the top. */
  pollMs?: number;
}
