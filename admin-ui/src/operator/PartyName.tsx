import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Go } from "../ui/url";
import { Id } from "../ui/values";

/** The newest ones; older ones are shown by their id. */
const NAMES_MAX = 500;

/** Names of partners by id, asked for once for all rows. */
export function usePartyNames(): ReadonlyMap<string, string> {
  const parties = useQuery({
    queryKey: ["parties", "names"],
    staleTime: 300_000,
    queryFn: () => ask(api.GET("/v1/parties", { params: { query: { limit: NAMES_MAX } } })),
    select: ({ data }) => new Map(data.map((party) => [party.id, party.name])),
  });
  return parties.data ?? new Map<string, string>();
}

/** A partner by name; none is the marketplace itself. */
export function PartyName({ id, link }: { id: string | null; link?: boolean }) {
  const { t } = useTranslation("operator");
  const name = usePartyNames().get(id ?? "");
  if (id === null) return t("account.platform");
  if (link) {
    return (
      <Go to={`/operator/partners/${id}`} className="text-accent underline">
        {name ?? id}
      </Go>
    );
  }
  return name ? <span title={id}>{name}</span> : <Id value={id} />;
}
