import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, csrfToken, type Schema } from "./client";
import { Problem } from "./problem";

export type Me = Schema<"Me">;
export type Role = Schema<"Role">;

const ME = ["me"];

export const sessionQuery = queryOptions({
  queryKey: ME,
  staleTime: 60_000,
  retry: false,
  queryFn: async (): Promise<Me | null> => {
    try {
      const me = await ask(api.GET("/v1/me"));
      csrfToken(me.csrf_token);
      return me;
    } catch (e) {
      if (Problem.from(e).code === "unauthenticated") return null;
      throw e;
    }
  },
});

/** Who is logged in; null where nobody is. */
export const useSession = () => useQuery(sessionQuery);

/** Who is logged in, for whatever is shown only to somebody who is. */
export function useMe(): Me {
  const { data } = useSession();
  if (!data) throw new Error("nobody is logged in");
  return data;
}

export function useDoors() {
  const queries = useQueryClient();
  return {
    logIn: async (email: string, password: string, totp?: string) => {
      const body = totp === undefined ? { email, password } : { email, password, totp };
      const session = await ask(api.POST("/v1/sessions", { body }));
      csrfToken(session.csrf_token);
      await queries.fetchQuery({ queryKey: ME, staleTime: 0, queryFn: async () => {
        const me = await ask(api.GET("/v1/me"));
        csrfToken(me.csrf_token);
        return me;
      } });
    },
    logOut: async () => {
      await ask(api.DELETE("/v1/sessions"));
      csrfToken(undefined);
      queries.setQueryData(ME, null); // not cleared with the rest: the frame looks at it
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== ME[0] });
    },
    /** The server says that nobody is logged in any more: what is on the screen stays in the address. */
    lost: () => {
      csrfToken(undefined);
      queries.setQueryData(ME, null);
    },
  };
}
