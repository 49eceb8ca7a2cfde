import { csrfHeader, type Schema } from "../api/client";
import { Problem } from "../api/problem";

export interface Wish {
  source: string;
  vertical: string;
  dryRun: boolean;
  mapping: Record<string, string | null>;
  type: string;
}

/** How far an upload has come. */
export interface Sent {
  bytes: number;
  total: number;
  perSecond: number;
}

const WINDOW_MS = 3000;

/**
 * Sends a file as a batch. The browser reads it piece by piece as the network takes it, so memory does not grow with the file; `told` hears
 * how many bytes have left.
 */
export function sendBatch(file: Blob, wish: Wish, told: (sent: Sent) => void, signal: AbortSignal, waitSeconds = 0): Promise<Schema<"Batch">> {
  const query = new URLSearchParams({ source: wish.source, vertical: wish.vertical });
  if (wish.dryRun) query.set("dry_run", "true");
  if (Object.keys(wish.mapping).length > 0) query.set("mapping", JSON.stringify(wish.mapping));
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/v1/batches?${query}`);
    request.setRequestHeader("Content-Type", wish.type);
    if (waitSeconds > 0) request.setRequestHeader("Prefer", `wait=${waitSeconds}`);
    for (const [name, value] of Object.entries(csrfHeader())) request.setRequestHeader(name, value);
    const marks: { at: number; bytes: number }[] = [{ at: performance.now(), bytes: 0 }];
    request.upload.onprogress = ({ loaded, total }) => {
      const now = performance.now();
      marks.push({ at: now, bytes: loaded });
      while (marks.length > 2 && now - (marks[0]?.at ?? now) > WINDOW_MS) marks.shift();
      const first = marks[0] ?? { at: now, bytes: 0 };
      told({ bytes: loaded, total, perSecond: now > first.at ? ((loaded - first.bytes) * 1000) / (now - first.at) : 0 });
    };
    request.onload = () => {
      if (request.status < 300) done(JSON.parse(request.responseText) as Schema<"Batch">);
      else void Problem.of(new Response(request.responseText, { status: request.status })).then(fail);
    };
    request.onerror = () => fail(new Problem(0, "network", "No answer", undefined, [], undefined, {}));
    request.onabort = () => fail(new DOMException("stopped", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
