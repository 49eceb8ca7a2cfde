import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ask } from "../api/client";
import type { paths } from "../api/schema";
import { useTheme } from "../app/theme";

type Of<Path extends keyof paths> = paths[Path] extends { get: { responses: { 200: { content: { "application/json": { data: (infer Row)[] } } } } } } ? Row : never;
export type FunnelRow = Of<"/v1/reports/funnel">;
export type StockRow = Of<"/v1/reports/stock">;
export type QualityRow = Of<"/v1/reports/quality">;
export type CohortRow = Of<"/v1/reports/cohort">;

const FRESH_MS = 30_000;
const fresh = { staleTime: FRESH_MS, refetchInterval: FRESH_MS };

interface FunnelQuery {
  from?: string;
  by?: "batch" | "source" | "vertical" | "day" | "week";
  batch?: string;
  source?: string;
}

/** What became of what was handed in. */
export const useFunnel = (query: FunnelQuery) =>
  useQuery({ queryKey: ["reports", "funnel", query], queryFn: () => ask(api.GET("/v1/reports/funnel", { params: { query } })), ...fresh });

export const useStock = () =>
  useQuery({ queryKey: ["reports", "stock"], queryFn: () => ask(api.GET("/v1/reports/stock")), ...fresh });

export const useQuality = (query: { from?: string; source?: string }) =>
  useQuery({ queryKey: ["reports", "quality", query], queryFn: () => ask(api.GET("/v1/reports/quality", { params: { query } })), ...fresh });

export const useCohort = (query: { from?: string }) =>
  useQuery({ queryKey: ["reports", "cohort", query], queryFn: () => ask(api.GET("/v1/reports/cohort", { params: { query } })), ...fresh });

export const useEarnings = (query: { from?: string }) =>
  useQuery({ queryKey: ["reports", "earnings", query], queryFn: () => ask(api.GET("/v1/reports/earnings", { params: { query } })), ...fresh });

/** A colour of the theme, for what is drawn on canvas. */
export function useColour(name: string): string {
  const theme = useTheme();
  return useMemo(() => {
    void theme;
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }, [name, theme]);
}
