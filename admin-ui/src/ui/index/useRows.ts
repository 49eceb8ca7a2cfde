import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useMemo } from "react";
import type { Page } from "../../api/client";
import type { Search } from "../url";
import type { Index } from "./types";

const PAGE_ROWS = 100;
/** Whoever scrolls on wants many: fewer answers, and less to put together. */
const LATER_ROWS = 500;
const POLL_MS = 15_000;

/** The rows of a list as far as loaded, page by page; what a look at its top shows to be newer; rows that changed meanwhile. */
export function useRows<Row>(index: Index<Row>, search: Search) {
  const queries = useQueryClient();
  const sent: Record<string, string> = {};
  const kept: [(row: Row, value: string) => boolean, string][] = [];
  for (const filter of index.filters ?? []) {
    const value = search[filter.name];
    if (value === undefined) continue;
    if (filter.keep) kept.push([filter.keep, value]);
    else sent[filter.name] = value;
  }
  const sortColumn = index.columns.find((column) => column.id === search["sort"]?.replace(/^-/, ""));
  const descending = search["sort"]?.startsWith("-") ?? false;
  if (typeof sortColumn?.sort === "string") sent["sort"] = (descending ? "-" : "") + sortColumn.sort;

  const key = [...index.queryKey, sent];
  const list = useInfiniteQuery({
    queryKey: key,
    // An answer that another filter made useless is not waited for; what was there stays until the new one has come.
    queryFn: ({ pageParam, signal }) => index.load(sent, pageParam, pageParam === undefined ? PAGE_ROWS : LATER_ROWS, signal),
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<Row>) => last.next_cursor ?? undefined,
    staleTime: 30_000,
    structuralSharing: false, // comparing a hundred thousand rows with themselves would stop the scrolling
    refetchOnWindowFocus: false, // all pages would come anew; the top is looked at anyway
  });
  // Rows are drawn in slices: who types or scrolls meanwhile is not kept waiting.
  const data = useDeferredValue(list.data);
  const drawn = data === list.data;
  const poll = index.pollMs ?? POLL_MS;
  const topKey = [...key, "top"];
  const first = list.isPlaceholderData ? undefined : list.data?.pages[0];
  const top = useQuery({
    queryKey: topKey,
    queryFn: ({ signal }) => index.load(sent, undefined, PAGE_ROWS, signal),
    enabled: poll > 0 && queries.getQueryData(topKey) !== undefined,
    refetchInterval: poll,
    staleTime: poll,
    retry: false,
  });
  useEffect(() => {
    if (first) queries.setQueryData(topKey, first); // what was just loaded need not be asked for again
    // eslint-disable-next-line
  }, [first]);

  const { rows, fresh } = useMemo(() => {
    const pages = data?.pages ?? [];
    const newest = poll > 0 ? (top.data?.data ?? []) : [];
    const changed = new Map(newest.map((row) => [index.id(row), row]));
    const all = pages.flatMap((page) => page.data).map((row) => changed.get(index.id(row)) ?? row);
    const known = all[0] && index.id(all[0]);
    const at = known === undefined ? newest.length : newest.findIndex((row) => index.id(row) === known);
    return { rows: all, fresh: data ? (at < 0 ? newest.length : at) : 0 };
    // eslint-disable-next-line
  }, [data, top.data]);

  const takeFresh = () => {
    if (top.data) queries.setQueryData<InfiniteData<Page<Row>, string | undefined>>(key, { pages: [top.data], pageParams: [undefined] });
  };
  const newer = top.dataUpdatedAt > list.dataUpdatedAt; // else what was taken from the list would come back
  const fromNothing = newer && rows.length === 0 && fresh > 0; // where nothing is, nothing moves
  useEffect(() => {
    if (fromNothing) takeFresh();
    // eslint-disable-next-line
  }, [fromNothing]);

  const shown = useMemo(() => {
    let some = kept.reduce((left, [keep, value]) => left.filter((row) => keep(row, value)), rows);
    const by = sortColumn?.sort;
    if (typeof by === "function") {
      const way = descending ? -1 : 1;
      some = [...some].sort((a, b) => (by(a) < by(b) ? -way : by(a) > by(b) ? way : 0));
    }
    return some;
    // eslint-disable-next-line
  }, [rows, JSON.stringify(search)]);

  return {
    rows: shown,
    /** One of those loaded, also where the filters of the browser leave it out. */
    known: (id: string): Row | undefined => rows.find((row) => index.id(row) === id),
    whole: list.isSuccess && !list.hasNextPage && drawn,
    pending: list.isPending || (!drawn && data === undefined),
    error: list.error,
    again: () => void list.refetch(),
    fresh,
    /** Shows what is newer. */
    takeFresh,
    more: () => {
      if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
    },
    /** Every row that the filters let through, at most `max`. */
    all: async (max: number, progress: (rows: number) => void): Promise<Row[]> => {
      const all: Row[] = [];
      let cursor: string | undefined;
      do {
        const page: Page<Row> = await index.load(sent, cursor, 500);
        all.push(...page.data);
        cursor = page.next_cursor ?? undefined;
        progress(all.length);
      } while (cursor && all.length < max);
      return kept.reduce((left, [keep, value]) => left.filter((row) => keep(row, value)), all);
    },
  };
}
