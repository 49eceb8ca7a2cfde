import createClient from "openapi-fetch";
import { Problem } from "./problem";
import type { components, paths } from "./schema";

/** The types of openapi.yaml by name, such as `Schema<"Batch">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

const WAITS_MAX = 3;
const WAIT_SECONDS_MAX = 20;

let csrf: string | undefined;
const lost = new Set<() => void>();

/** The token that shows that a changing request comes from this page. Kept in memory only. */
export function csrfToken(token: string | undefined): void {
  csrf = token;
}

/** The same for what does not go through `send`. */
export const csrfHeader = (): Record<string, string> => (csrf ? { "X-CSRF-Token": csrf } : {});

/** Told when the session has ended. */
export function onSessionLost(listener: () => void): () => void {
  lost.add(listener);
  return () => lost.delete(listener);
}

const sleep = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));

/** As fetch does, but waits where the server says "not so fast", and throws {@link Problem} for whatever is no success. */
export async function send(request: Request): Promise<Response> {
  if (csrf && !["GET", "HEAD"].includes(request.method)) request.headers.set("X-CSRF-Token", csrf);
  for (let turn = 0; ; turn++) {
    let response: Response;
    try {
      response = await fetch(request.clone());
    } catch (e) {
      if (request.signal.aborted) throw e;
      throw new Problem(0, "network", "No answer", undefined, [], undefined, {});
    }
    if (response.ok) return response;
    const wait = Number(response.headers.get("retry-after") ?? (response.status === 429 ? 1 : NaN));
    if (response.status === 429 && turn < WAITS_MAX && wait <= WAIT_SECONDS_MAX) {
      await sleep(Math.max(wait, 0.5));
      continue;
    }
    const problem = await Problem.of(response);
    if (problem.code === "unauthenticated") lost.forEach((tell) => tell());
    throw problem;
  }
}

/** The API, typed by openapi.yaml: `await ask(api.GET("/v1/batches/{id}", { params: { path: { id } } }))`. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });

/** Of an operation that also has a form as a file: the JSON, which is what it gives without an Accept header. */
type Plain<T> = [Exclude<T, string>] extends [never] ? T : Exclude<T, string>;

/** What the server answered; throws {@link Problem} for whatever is no success. */
export async function ask<T>(answer: Promise<{ data?: T }>): Promise<Plain<T>> {
  return (await answer).data as Plain<T>;
}

/** A value for Idempotency-Key. Keep it for the repetition of the same request; see `useOnce`. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A page of a list as the API gives it. */
export interface Page<Row> {
  data: Row[];
  next_cursor?: string | null;
}
