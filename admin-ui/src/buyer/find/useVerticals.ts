import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../../api/client";

/** The kinds of lead there are, with their fields. */
export const useVerticals = () =>
  useQuery({ queryKey: ["verticals"], staleTime: 300_000, queryFn: ({ signal }) => ask(api.GET("/v1/verticals", { signal })) });
