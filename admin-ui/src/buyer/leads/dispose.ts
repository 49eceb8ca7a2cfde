import type { QueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api/client";
import { moved, type Loss, type Owned, type Pages, type Value } from "./dispositions";

/** Says it to the server, and shows it at once wherever the lead is seen. */
export async function dispose(queries: QueryClient, lead: Owned, value: Value, reason?: Loss): Promise<void> {
  const disposition = await ask(
    api.POST("/v1/sales/{id}/disposition", { params: { path: { id: lead.id } }, body: { value, ...(reason ? { reason } : {}) } }),
  );
  const after: Owned = { ...lead, disposition };
  queries.setQueryData(["sale", lead.id], after);
  for (const [key, pages] of queries.getQueriesData<Pages>({ queryKey: ["sales", "column"] })) {
    queries.setQueryData(key, moved(pages, after, key[2] === value));
  }
  queries.setQueriesData<Pages>({ queryKey: ["sales", "table"] }, (pages) =>
    pages?.pages ? { ...pages, pages: pages.pages.map((page) => ({ ...page, data: page.data.map((one) => (one.id === lead.id ? after : one)) })) } : pages,
  );
  void queries.invalidateQueries({ queryKey: ["sales", "counts"] });
  void queries.invalidateQueries({ queryKey: ["timeline", lead.id] });
}
