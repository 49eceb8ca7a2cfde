import { useEffect, useState } from "react";
import { send } from "../api/client";

/** A policy of the log: its key and its witnesses (C2SP tlog-policy). */
export interface Trusted {
  text: string;
  since: string;
  /** By the officer; else it is the one this browser got first. */
  pasted: boolean;
}

const KEY = "galena.policy";
const listeners = new Set<() => void>();

function kept(): Trusted | undefined {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? "null") as Trusted | null) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(it: Trusted | undefined): void {
  if (it) localStorage.setItem(KEY, JSON.stringify(it));
  else localStorage.removeItem(KEY);
  listeners.forEach((tell) => tell());
}

/**
 * Whom to believe. The first time the server is asked, and what it says is kept: were it to name another key later, proofs would no
 * longer verify here. Whoever trusts another source pastes its policy.
 */
export async function trusted(): Promise<Trusted> {
  const before = kept();
  if (before) return before;
  const text = await (await send(new Request(`${location.origin}/log/policy.txt`))).text();
  const first = { text, since: new Date().toISOString(), pasted: false };
  keep(first);
  return first;
}

export function useTrusted(): [Trusted | undefined, (text: string) => void] {
  const [policy, set] = useState(kept);
  useEffect(() => {
    const tell = () => set(kept());
    listeners.add(tell);
    if (!kept()) void trusted().catch(() => undefined);
    return () => void listeners.delete(tell);
  }, []);
  return [policy, (text) => keep(text.trim() === "" ? undefined : { text, since: new Date().toISOString(), pasted: true })];
}
