import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ask } from "../../api/client";
import { parseSearch, stringifySearch, type Search } from "../url";

/** Filters and sort under a name. */
export interface View {
  id: string;
  name: string;
  search: Search;
}

const read = <T>(key: string, otherwise: T): T => {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? "null") as T | null) ?? otherwise;
  } catch {
    return otherwise;
  }
};

/** What this browser remembers under `key`. */
export function useKept<T>(key: string, otherwise: T): [T, (value: T) => void] {
  const [value, set] = useState(() => read(key, otherwise));
  return [
    value,
    (next) => {
      localStorage.setItem(key, JSON.stringify(next));
      set(next);
    },
  ];
}

/** The views of one list that this person keeps, on whichever machine. */
export function useViews(screen: string): { views: View[]; save: (name: string, search: Search) => Promise<unknown>; remove: (id: string) => Promise<unknown> } {
  const queries = useQueryClient();
  const queryKey = ["saved-views", screen];
  const kept = useQuery({
    queryKey,
    staleTime: 300_000,
    queryFn: async () => (await ask(api.GET("/v1/saved-views", { params: { query: { screen } } }))).data,
  });
  const again = () => queries.invalidateQueries({ queryKey });
  const save = useMutation({
    mutationFn: ({ name, search }: { name: string; search: Search }) =>
      ask(api.POST("/v1/saved-views", { body: { screen, name, query: stringifySearch(search).slice(1) } })),
    onSuccess: again,
  });
  const remove = useMutation({
    mutationFn: (id: string) => ask(api.DELETE("/v1/saved-views/{id}", { params: { path: { id } } })),
    onSuccess: again,
  });
  return {
    views: (kept.data ?? []).map(({ id, name, query }) => ({ id, name, search: parseSearch(query) })),
    save: (name, search) => save.mutateAsync({ name, search }),
    remove: (id) => remove.mutateAsync(id),
  };
}

/** The part of the address that makes a view: not which row is open, nor what is shown of it. */
export const viewOf = ({ open: _, tab: __, part: ___, version: ____, new: _____, ...rest }: Search): Search => rest;

export const same = (a: Search, b: Search): boolean => {
  const sorted = (one: Search) => stringifySearch(Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1))));
  return sorted(a) === sorted(b);
};
