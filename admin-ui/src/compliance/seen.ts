/** A checkpoint that this browser got and found signed. */
export interface Seen {
  note: string;
  size: number;
  at: string;
}

const KEY = "galena.checkpoints";
const KEPT_MAX = 20;

/** Those this browser remembers, the newest first: what the log once said, out of its own reach. */
export function seenCheckpoints(): Seen[] {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? "[]") as Seen[]) ?? [];
  } catch {
    return [];
  }
}

/** Keeps one of each size; of many the first stays, since the oldest says most. */
export function remember(one: Seen): void {
  const all = seenCheckpoints();
  if (all.some((known) => known.size === one.size)) return;
  const next = thinned([one, ...all]);
  localStorage.setItem(KEY, JSON.stringify(next));
}

export const thinned = (all: Seen[]): Seen[] => {
  if (all.length <= KEPT_MAX) return all;
  const oldest = all[all.length - 1] as Seen;
  return [...all.slice(0, KEPT_MAX - 1), oldest];
};
