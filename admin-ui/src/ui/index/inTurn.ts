import { Problem } from "../../api/problem";

export interface Failure<Row> {
  row: Row;
  problem: Problem;
}

export interface Progress<Row> {
  done: number;
  failed: readonly Failure<Row>[];
  /** Not begun. */
  left: readonly Row[];
}

/** What would meet the next row too: nobody answers, or one is logged out. */
const HOPELESS = ["network", "unauthenticated"];

/** Does something with one row after the other until all are through, somebody stops it, or it makes no sense to go on. */
export async function inTurn<Row>(rows: readonly Row[], deed: (row: Row) => Promise<unknown>, stopped: () => boolean, tell: (progress: Progress<Row>) => void): Promise<Progress<Row>> {
  let now: Progress<Row> = { done: 0, failed: [], left: rows };
  tell(now);
  for (const [n, row] of rows.entries()) {
    if (stopped()) return now;
    let problem: Problem | undefined;
    try {
      await deed(row);
    } catch (e) {
      problem = Problem.from(e);
    }
    now = { done: now.done + (problem ? 0 : 1), failed: problem ? [...now.failed, { row, problem }] : now.failed, left: rows.slice(n + 1) };
    tell(now);
    if (problem && HOPELESS.includes(problem.code)) return now;
  }
  return now;
}
