import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, ask, type Schema } from "../api/client";

const ONGOING = new Set<Schema<"Batch">["state"]>(["uploading", "queued", "running"]);
const POLL_MS = 1000;

export const ongoing = (batch: Schema<"Batch"> | undefined): boolean => batch !== undefined && ONGOING.has(batch.state);

/** A batch as it is now: told by the server as it comes on, asked for where the stream breaks. */
export function useProgress(id: string | undefined) {
  const queries = useQueryClient();
  const batch = useQuery({
    queryKey: ["batch", id],
    enabled: id !== undefined,
    queryFn: () => ask(api.GET("/v1/batches/{id}", { params: { path: { id: id ?? "" } } })),
    refetchInterval: ({ state }) => (ongoing(state.data) ? POLL_MS * 5 : false),
  });
  const going = ongoing(batch.data);
  useEffect(() => {
    if (id === undefined || !going) return;
    const events = new EventSource(`/v1/batches/${id}/events`);
    events.addEventListener("progress", (event) => {
      const now = JSON.parse((event as MessageEvent<string>).data) as Schema<"Batch">;
      queries.setQueryData(["batch", id], now);
      if (ongoing(now)) return;
      events.close();
      void queries.invalidateQueries({ queryKey: ["batches"] });
      void queries.invalidateQueries({ queryKey: ["reports"] });
    });
    return () => events.close();
  }, [id, going, queries]);
  return batch;
}
