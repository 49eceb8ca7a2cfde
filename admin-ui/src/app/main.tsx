import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Problem } from "../api/problem";
import { Confirming } from "../ui/Dialog";
import { Toaster } from "../ui/Toast";
import { router } from "./router";
import { startTexts } from "./texts";
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

await startTexts();
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
);
