import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { paths } from "../api/schema";

type Of<Path extends keyof paths> = paths[Path] extends { get: { responses: { 200: { content: { "application/json": { data: (infer Row)[] } } } } } } ? Row : never;
export type PriceRow = Of<"/v1/reports/prices">;
export type SpeedRow = Of<"/v1/reports/speed">;
export type Level = PriceRow["level"];

const FRESH_MS = 30_000;
const fresh = { staleTime: FRESH_MS, refetchInterval: FRESH_MS };

/** List prices over time; a buyer is told the market's. */
export const usePrices = (query: { from?: string; of?: "own" | "market"; exclusive?: boolean }) =>
  useQuery({ queryKey: ["reports", "prices", query], queryFn: ({ signal }) => ask(api.GET("/v1/reports/prices", { params: { query }, signal })), ...fresh });

/** How fast leads are bought and looked at; a buyer is told of his purchases, a seller of his sales. */
export const useSpeed = (query: { from?: string; vertical?: string }, when = true) =>
  useQuery({ queryKey: ["reports", "speed", query], enabled: when, queryFn: ({ signal }) => ask(api.GET("/v1/reports/speed", { params: { query }, signal })), ...fresh });
