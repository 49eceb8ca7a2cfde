import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { api, ask, type Schema } from "../../api/client";
import type { Search } from "../../ui/url";
import { facetRequests } from "./criteria";

/** So many of the newest are counted: enough to see how they spread, and quick. */
const WITHIN = 20_000;

export type Bucket = Schema<"Facets">["facets"][string][number];

export interface Counted {
  total: number | undefined;
  /** There are more than were counted. */
  approximate: boolean;
  facets: Record<string, Bucket[]>;
  error: unknown;
}

/** How what matches spreads, each facet as if it did not narrow itself. What was known stays until the new counts are there. */
export function useFacets(criteria: Search, facets: readonly string[]): Counted {
  const requests = facetRequests(criteria, facets);
  return useQueries({
    queries: requests.map((one) => ({
      queryKey: ["listings", "facets", one.facets.join(), one.criteria] as const,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask(api.GET("/v1/listings/facets", { params: { query: { ...one.criteria, facets: one.facets.join(), within: WITHIN } as never }, signal })),
      placeholderData: keepPreviousData,
      staleTime: 15_000,
    })),
    combine: (answers) => ({
      total: answers[0]?.data?.total,
      approximate: answers[0]?.data?.approximate ?? false,
      facets: Object.assign({}, ...answers.map((answer) => answer.data?.facets ?? {})) as Record<string, Bucket[]>,
      error: answers.find((answer) => answer.error)?.error,
    }),
  });
}
