// All checks of verify/ConsentVerify.java, in the browser: the same lines, the same verdict. Nothing is asked of a server.

import { Bundle, events } from "./bundle";
import { type Bytes, Outcome, require, Stop } from "./bytes";
import { confirmed } from "./confirmed";
import { chain, evidence, notices, openings, rules, verdicts } from "./consent";
import { receipts, submitted } from "./handed";
import { included, sameLog, signed, signedNote, witnessed } from "./log";
import { size } from "./note";
import { story } from "./story";

export interface Line {
  outcome: Outcome;
  check: string;
  text: string;
}

export interface Report {
  lines: Line[];
  story: string[];
  verdict: "VALID" | "NOT FULLY CHECKED" | "NOT THE LATEST" | "NOT VALID";
  exit: number;
}

/** What one may know besides the bundle: whom one trusts, and newer statements of the log. */
export interface Known {
  policy: string | null;
  newest: Bytes | null;
  checkpoint: string | null;
}

const WORST = [Outcome.Failed, Outcome.Later, Outcome.Skipped, Outcome.Ok];
const VERDICTS = {
  [Outcome.Ok]: ["VALID", 0],
  [Outcome.Skipped]: ["NOT FULLY CHECKED", 2],
  [Outcome.Later]: ["NOT THE LATEST", 3],
  [Outcome.Failed]: ["NOT VALID", 1],
} as const;

export async function verify(zip: Bytes, known: Known): Promise<Report> {
  const bundle = new Bundle();
  const lines = [await line("container", () => bundle.open(zip))];
  if (lines[0]?.outcome !== Outcome.Failed) {
    lines.push(await line("signed", () => signed(bundle, known.policy)));
    lines.push(await line("witnessed", () => witnessed(bundle, known.policy)));
    lines.push(await line("included", () => included(bundle)));
    lines.push(await line("chain", () => chain(bundle)));
    lines.push(await line("openings", () => openings(bundle)));
    lines.push(await line("notice", () => notices(bundle)));
    lines.push(await line("submitted", () => submitted(bundle)));
    lines.push(await line("receipts", () => receipts(bundle)));
    lines.push(await line("rules", () => rules(bundle)));
    lines.push(await line("verdict", () => verdicts(bundle)));
    lines.push(await line("evidence", () => evidence(bundle)));
    lines.push(await line("confirmed", () => confirmed(bundle)));
    if (known.newest !== null || known.checkpoint !== null) lines.push(await line("newest", () => newest(bundle, known)));
  }
  const worst = WORST.find((outcome) => lines.some((l) => l.outcome === outcome)) ?? Outcome.Failed;
  const [verdict, exit] = VERDICTS[worst];
  return { lines, story: worst === Outcome.Failed ? [] : story(bundle), verdict, exit };
}

async function line(check: string, run: () => string | Promise<string>): Promise<Line> {
  try {
    return { outcome: Outcome.Ok, check, text: await run() };
  } catch (e) {
    if (e instanceof Stop) return { outcome: e.outcome, check, text: e.message };
    return { outcome: Outcome.Failed, check, text: "malformed" }; // no number where one should be, no end of a string, …
  }
}

async function newest(bundle: Bundle, known: Known): Promise<string> {
  let upTo = bundle.checkpoint;
  if (known.newest !== null) {
    const newer = new Bundle();
    await newer.open(known.newest);
    try {
      await signed(newer, known.policy);
      await witnessed(newer, known.policy);
    } catch (e) {
      if (!(e instanceof Stop)) throw e;
      require(e.outcome !== Outcome.Failed, "the newer bundle: " + e.message);
    }
    await included(newer);
    sameLog(bundle.checkpoint, newer.checkpoint);
    const later = onlyIn(newer, bundle);
    if (later.length > 0) throw new Stop(Outcome.Later, "missing here: " + later.join(", "));
    upTo = newer.checkpoint;
    if (known.checkpoint === null) return "the newer bundle, made at " + size(upTo) + " events, has no event more";
  }
  const checkpoint = known.checkpoint ?? "";
  require(await signedNote(bundle, checkpoint, known.policy), "the checkpoint is not signed by this log");
  sameLog(bundle.checkpoint, checkpoint);
  const grown = size(checkpoint) - size(upTo);
  if (grown > 0) {
    throw new Stop(Outcome.Skipped, "the log has " + grown + " events more since; only a newer bundle tells whether one is of this consent");
  }
  return "the log has not grown since";
}

/** The events that only the newer bundle has. */
function onlyIn(newer: Bundle, bundle: Bundle): string[] {
  const later: string[] = [];
  for (const consent of bundle.consents()) {
    const known = events(consent);
    const other = newer.consents().find((c) => c.text("id") === consent.text("id"));
    require(other !== undefined, "the newer bundle is about other consents");
    const all = events(other);
    require(all.length >= known.length, "the newer bundle has fewer events");
    all.forEach((event, i) => {
      const ours = known[i];
      if (ours !== undefined) {
        const same = event.text("hash") === ours.text("hash") && event.number("index") === ours.number("index");
        require(same, "the log signed two histories: keep both files, they prove it");
      } else {
        const leaf = newer.leaf(event);
        later.push(event.number("seq") + " " + (leaf === null ? "withheld" : leaf.text("type") + " of " + leaf.text("at")));
      }
    });
  }
  return later;
}

/** As the program prints it. */
export function printed(report: Report): string {
  const lines = report.lines.map((l) => l.outcome.padEnd(9) + l.check.padEnd(11) + l.text);
  return [...lines, ...report.story, report.verdict].join("\n") + "\n";
}
