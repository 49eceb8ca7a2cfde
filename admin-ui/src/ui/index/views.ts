import { useState } from "react";
import { stringifySearch, type Search } from "../url";

/** Filters and sort under a name. */
export interface View {
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

/** The part of the address that makes a view: not which row is open. */
export const viewOf = ({ open: _, ...rest }: Search): Search => rest;

export const same = (a: Search, b: Search): boolean => {
  const sorted = (one: Search) => stringifySearch(Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1))));
  return sorted(a) === sorted(b);
};
