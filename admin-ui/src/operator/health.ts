import type { Schema } from "../api/client";
import { seconds } from "../ui/format";

export type System = Schema<"System">;
export type Job = Schema<"SystemJob">;

const QUEUE_WARN = 5 * 60;
const QUEUE_BAD = 60 * 60;
const JOB_LATE = 60;
const JOB_LONG = 15 * 60;
const TRANSACTION_LONG = 5 * 60;
const SILENT = 30;
const BEHIND = 5 * 60;
const SHARE = 0.1;

/** What needs attention: `what` is a key under `system.health`, `name` of what. */
export interface Trouble {
  what: "audit" | "connections" | "disk" | "job" | "late" | "log" | "long" | "queue" | "recurring" | "silent" | "transaction";
  name?: string;
  tone: "warn" | "bad";
}

/** Seconds from one time to another; 0 where there is none. */
const between = (from: string | null, to: string) => (from ? (Date.parse(to) - Date.parse(from)) / 1000 : 0);

export const queueTone = (since: string | null, at: string) => {
  const old = between(since, at);
  return old > QUEUE_BAD ? "bad" : old > QUEUE_WARN ? "warn" : "good";
};

/** How it stands with a job: whether the last run failed, it did not run though it should have, or runs for long. */
export function jobState(job: Job, system: System): "failing" | "late" | "long" | "running" | "resting" {
  if (job.failed_in_a_row > 0) return "failing";
  if (job.running_since) return between(job.running_since, system.at) > JOB_LONG ? "long" : "running";
  const rested = between(job.last_at ?? system.process.started_at, system.at) - (job.took_ms ?? 0) / 1000;
  return rested > 2 * seconds(job.every) + JOB_LATE ? "late" : "resting";
}

/** All that somebody should look at, the worst first. */
export function troubles(system: System): Trouble[] {
  const { at, database, disk, log } = system;
  const found: Trouble[] = [];
  if (log.part === "refusing") found.push({ what: "log", tone: "bad" });
  else if (log.beat_at && between(log.beat_at, at) > SILENT) found.push({ what: "silent", tone: "bad" });
  if (log.audit && log.audit.findings > 0) found.push({ what: "audit", tone: "bad" });
  for (const job of system.jobs) {
    const state = jobState(job, system);
    if (state === "failing") found.push({ what: "job", name: job.name, tone: job.failed_in_a_row > 2 ? "bad" : "warn" });
    if (state === "late" || state === "long") found.push({ what: state, name: job.name, tone: "warn" });
  }
  for (const work of system.recurring) {
    if (work.failing) found.push({ what: "job", name: work.name, tone: "bad" });
    else if (between(work.due_at, at) > BEHIND) found.push({ what: "recurring", name: work.name, tone: "warn" });
  }
  for (const queue of system.queues) {
    const tone = queueTone(queue.since, at);
    if (tone !== "good") found.push({ what: "queue", name: queue.name, tone });
  }
  if (disk && disk.free < SHARE * disk.total) found.push({ what: "disk", tone: "bad" });
  if (database.connections > (1 - SHARE) * database.connections_max) found.push({ what: "connections", tone: "warn" });
  if (between(database.oldest_transaction, at) > TRANSACTION_LONG) found.push({ what: "transaction", tone: "warn" });
  return found.sort((a, b) => (a.tone === b.tone ? 0 : a.tone === "bad" ? -1 : 1));
}
