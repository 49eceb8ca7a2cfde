// The page /console/verify: a line for each check of a dropped bundle. It talks to nobody.

import { Outcome } from "../verify/bytes";
import { type Report, verify } from "../verify/verify";

const BYTES_MAX = 64 << 20;

const SIGN = { [Outcome.Ok]: "✓ passed", [Outcome.Skipped]: "– not checked", [Outcome.Later]: "↻ outdated", [Outcome.Failed]: "✗ failed" };

const MEANING: Record<Report["verdict"], [outcome: Outcome, meaning: string]> = {
  VALID: [Outcome.Ok, "Every check was made and passed."],
  "NOT FULLY CHECKED": [Outcome.Skipped, "Nothing is false, but not everything could be checked."],
  "NOT THE LATEST": [Outcome.Later, "Nothing is false, but events came later that are not in it."],
  "NOT VALID": [Outcome.Failed, "Something is false."],
};

function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error("no " + id);
  return found;
}

const bundle = element("bundle", HTMLInputElement);
const newest = element("newest", HTMLInputElement);
const policy = element("policy", HTMLTextAreaElement);
const checkpoint = element("checkpoint", HTMLTextAreaElement);
const report = element("report", HTMLElement);

/** Which of the checks begun is the last: an answer to an earlier one comes too late. */
let begun = 0;

async function check(): Promise<void> {
  const mine = ++begun;
  const file = bundle.files?.[0];
  if (file === undefined) return;
  const newer = newest.files?.[0];
  if (file.size > BYTES_MAX || (newer?.size ?? 0) > BYTES_MAX) {
    show({ lines: [{ outcome: Outcome.Failed, check: "container", text: "larger than 64 MiB" }], story: [], verdict: "NOT VALID", exit: 1 });
    return;
  }
  const done = await verify(new Uint8Array(await file.arrayBuffer()), {
    policy: policy.value.trim() === "" ? null : policy.value,
    newest: newer === undefined ? null : new Uint8Array(await newer.arrayBuffer()),
    checkpoint: checkpoint.value.trim() === "" ? null : checkpoint.value.replaceAll("\r\n", "\n"),
  });
  if (mine === begun) show(done);
}

function show(done: Report): void {
  const [outcome, meaning] = MEANING[done.verdict];
  const verdict = element("verdict", HTMLHeadingElement);
  verdict.textContent = done.verdict;
  verdict.className = outcome;
  element("meaning", HTMLParagraphElement).textContent = meaning;
  element("lines", HTMLTableSectionElement).replaceChildren(
    ...done.lines.map((line) => {
      const row = document.createElement("tr");
      const name = document.createElement("th");
      name.scope = "row";
      name.textContent = line.check;
      row.append(name, cell(SIGN[line.outcome], line.outcome), cell(line.text, ""));
      return row;
    }),
  );
  const story = element("story", HTMLPreElement);
  story.textContent = done.story.join("\n");
  story.hidden = element("story-title", HTMLHeadingElement).hidden = done.story.length === 0;
  report.hidden = false;
}

function cell(text: string, kind: string): HTMLTableCellElement {
  const cell = document.createElement("td");
  cell.textContent = text;
  cell.className = kind;
  return cell;
}

/** Puts files where they belong by their kind: bundles one after the other, texts by what they begin with. */
async function take(files: FileList): Promise<void> {
  for (const file of files) {
    if (file.name.endsWith(".zip")) {
      const one = new DataTransfer();
      one.items.add(file);
      bundle.files = one.files;
    } else if (file.size < 100_000) {
      const text = await file.text();
      (/^(log|witness|group|quorum|#)/.test(text) ? policy : checkpoint).value = text;
    }
  }
  await check();
}

for (const input of [bundle, newest]) input.addEventListener("change", () => void check());
for (const text of [policy, checkpoint]) text.addEventListener("input", () => void check());
document.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
document.addEventListener("dragleave", () => document.body.classList.remove("dropping"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  if (event.dataTransfer !== null) void take(event.dataTransfer.files);
});
