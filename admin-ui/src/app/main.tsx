import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { startTransition, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Problem } from "../api/problem";
import { sessionQuery } from "../api/session";
import { Confirming } from "../ui/Dialog";
import { date, money, number } from "../ui/format";
import { Toaster } from "../ui/Toast";
import { personasOf } from "./personas";
import { router } from "./router";
import { loadTexts, startTexts } from "./texts";
import { applyTheme } from "./theme";

applyTheme();

/** Asked again where nothing answered or the server was too busy; a refusal is an answer. */
const RETRIES = 2;
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, e) => count < RETRIES && ["network", "overloaded"].includes(Problem.from(e).code),
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

/** Ends the task: what comes all in one makes a slow machine deaf for half a second. */
const breathe = () => new Promise((done) => setTimeout(done));

/** Who it is, with the words for what they may see; or the door. A failure is shown by the frame, which asks again. */
async function arrive(): Promise<void> {
  await startTexts();
  await breathe();
  const asked = queries.fetchQuery(sessionQuery).catch(() => undefined);
  for (const first of [() => number(0), () => money({ amount: 0, currency: "USD" }), () => date("2026-01-01")]) {
    await breathe();
    first(); // each kind takes the browser 20 ms the first time, which it has while the server answers
  }
  const me = await asked;
  await (me ? loadTexts(personasOf(me)) : import("./Login"));
}

await breathe();
const arrived = arrive();
await breathe();
await Promise.all([arrived, router.load()]);
await breathe();
// what is drawn first is drawn in slices: a slow machine answers meanwhile
startTransition(() =>
  createRoot(document.getElementById("app") as HTMLElement).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Toaster>
          <Confirming>
            <RouterProvider router={router} />
          </Confirming>
        </Toaster>
      </QueryClientProvider>
    </StrictMode>,
  ),
);
