import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";
const KEY = "galena.theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

export const chosenTheme = (): Theme => (localStorage.getItem(KEY) as Theme | null) ?? "system";
const shown = (): "light" | "dark" => {
  const chosen = chosenTheme();
  return chosen === "system" ? (system.matches ? "dark" : "light") : chosen;
};

/** Puts the theme on the page; follows the system where nothing else was chosen. */
export function applyTheme(): void {
  document.documentElement.dataset["theme"] = shown();
  listeners.forEach((tell) => tell());
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  applyTheme();
}

system.addEventListener("change", applyTheme);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Light or dark, whichever is shown. */
export const useTheme = () => useSyncExternalStore(subscribe, shown);
export const useChosenTheme = () => useSyncExternalStore(subscribe, chosenTheme);
