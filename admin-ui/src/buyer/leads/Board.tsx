import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Page } from "../../api/client";
import { Button } from "../../ui/Button";
import { number } from "../../ui/format";
import { KeyHint } from "../../ui/layout";
import { ProblemHelp } from "../../ui/ProblemHelp";
import { Status } from "../../ui/values";
import { Summary } from "../parts";
import { byKey, columnKey, DISPOSITIONS, type Owned, type Value } from "./dispositions";
import { Returned, Speed, Window } from "./Timer";
import { useDispose } from "./useDispose";

const CARDS = 50;

export const useCounts = () => useQuery({ queryKey: ["sales", "counts"], queryFn: ({ signal }) => ask(api.GET("/v1/sales/counts", { signal })) });

/**
 * Leads by how far they got. Arrow keys walk over the cards, a letter says how far one got, Enter opens it; a mouse may drag it.
 */
export function Board({ filters, open }: { filters: Record<string, string>; open: (id: string) => void }) {
  const { t } = useTranslation("buyer");
  const board = useRef<HTMLDivElement>(null);
  const say = useDispose();
  const counts = useCounts();
  /** A card that is to have the focus once it is in this column. */
  const follow = useRef<{ id: string; value: Value }>(undefined);
  const walk = (event: KeyboardEvent, lead: Owned) => {
    const card = event.currentTarget as HTMLElement;
    const column = card.closest("[data-column]");
    const cards = (of: Element | null | undefined) => [...(of?.querySelectorAll<HTMLElement>("[data-card]") ?? [])];
    const here = cards(column).indexOf(card);
    const columns = [...(board.current?.querySelectorAll("[data-column]") ?? [])];
    const aside = (by: number) => {
      for (let n = columns.indexOf(column!) + by; n >= 0 && n < columns.length; n += by) {
        const there = cards(columns[n]);
        if (there.length > 0) return there[Math.min(here, there.length - 1)];
      }
      return undefined;
    };
    const target =
      event.key === "ArrowDown" || event.key === "j" ? cards(column)[here + 1]
      : event.key === "ArrowUp" || event.key === "k" ? cards(column)[here - 1]
      : event.key === "ArrowRight" ? aside(1)
      : event.key === "ArrowLeft" ? aside(-1)
      : undefined;
    const value = event.ctrlKey || event.metaKey || event.altKey ? undefined : byKey(event.key);
    if (target) target.focus();
    else if (value) {
      const next = cards(column)[here + 1] ?? cards(column)[here - 1];
      if (!next) follow.current = { id: lead.id, value };
      void say(lead, value).then(() => next?.isConnected && next.focus());
    } else if (event.key === "Enter" && event.target === card) open(lead.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={board} role="group" tabIndex={0} aria-label={t("leads.board")} className="grid h-full min-h-0 auto-cols-[minmax(12rem,1fr)] grid-flow-col overflow-x-auto">
      {DISPOSITIONS.map(({ value, key, tone }) => (
        <section key={value} data-column={value} aria-label={t(`dispositions.${value}`)} className="flex min-h-0 flex-col border-r border-line last:border-r-0">
          <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line bg-panel px-3">
            <h2 className="font-medium">
              <Status tone={tone}>{t(`dispositions.${value}`)}</Status>
            </h2>
            <span className="text-muted tabular-nums">{number(counts.data?.data.find((one) => one.value === value)?.count ?? 0)}</span>
            <span className="ml-auto">
              <KeyHint keys={key} />
            </span>
          </header>
          <Column value={value} filters={filters} open={open} walk={walk} drop={(lead) => void say(lead, value)} follow={follow} />
        </section>
      ))}
    </div>
  );
}

let dragged: Owned | undefined;

interface ColumnProps {
  value: Value;
  filters: Record<string, string>;
  open: (id: string) => void;
  walk: (event: KeyboardEvent, lead: Owned) => void;
  drop: (lead: Owned) => void;
  follow: RefObject<{ id: string; value: Value } | undefined>;
}

function Column({ value, filters, open, walk, drop, follow }: ColumnProps) {
  const { t } = useTranslation("buyer");
  const [over, setOver] = useState(false);
  const list = useInfiniteQuery({
    queryKey: columnKey(filters, value),
    queryFn: ({ pageParam, signal }) =>
      ask(api.GET("/v1/sales", { params: { query: { ...filters, disposition: [value], limit: CARDS, ...(pageParam ? { cursor: pageParam } : {}) } as never }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<Owned>) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const leads = list.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div
      className={`min-h-0 flex-1 overflow-y-auto p-2 ${over ? "bg-accent-soft" : ""}`}
      onDragOver={(event) => {
        if (!dragged || dragged.disposition.value === value) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (dragged) drop(dragged);
      }}
    >
      {list.error && <ProblemHelp problem={list.error} again={() => void list.refetch()} />}
      {list.isPending && <div className="skeleton h-20" role="status" aria-label={t("leads.loading")} />}
      <ul className="grid grid-cols-1 gap-2">
        {leads.map((lead, n) => (
          <li key={lead.id}>
            <div
              ref={(card) => {
                if (!card || follow.current?.id !== lead.id || follow.current.value !== value) return;
                follow.current = undefined;
                card.focus();
              }}
              data-card={lead.id}
              role="button"
              tabIndex={n === 0 ? 0 : -1}
              draggable
              aria-label={t("leads.card", { state: lead.state, score: lead.score, vertical: lead.vertical, disposition: t(`dispositions.${value}`) })}
              onClick={() => open(lead.id)}
              onKeyDown={(event) => walk(event, lead)}
              onDragStart={(event) => {
                dragged = lead;
                event.dataTransfer.effectAllowed = "move";
              }}
              onDragEnd={() => (dragged = undefined)}
              className="cursor-pointer rounded-md border border-line bg-bg p-2.5 hover:border-line-strong"
            >
              <p className="flex items-center justify-between gap-2">
                <span className="font-medium">
                  {lead.state} {lead.zip}
                </span>
                <span className="text-muted tabular-nums" title={t("find.score")}>
                  {lead.score}
                </span>
              </p>
              <p className="truncate text-muted">
                <Summary attrs={lead.attrs} />
              </p>
              <p className="mt-1 text-xs">
                <Speed lead={lead} />
              </p>
              {(lead.return || new Date(lead.return_until).getTime() > Date.now()) && (
                <p className="mt-1 flex flex-wrap gap-1">
                  <Returned lead={lead} />
                  {!lead.return && <Window until={lead.return_until} />}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button kind="quiet" className="mt-2 w-full" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("leads.more")}
        </Button>
      )}
    </div>
  );
}
