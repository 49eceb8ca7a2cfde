// Is it in the log, and is that the log one trusts? RFC 6962 and the texts of C2SP.

import { type Bundle, entryAt, events, proofOf, withheld } from "./bundle";
import { equal, leafHash, Outcome, require, sha256, split, Stop, unbase64, unhex, upTo } from "./bytes";
import { isCheckpoint, keyName, origin, policyLines, root, signedBy, size, witnessedBy, word } from "./note";

export async function signed(bundle: Bundle, pinned: string | null): Promise<string> {
  for (const name of bundle.names()) {
    if (!name.endsWith(".tlog-proof")) continue;
    const proof = bundle.text(name);
    const note = proof.slice(proof.indexOf("\n\n") + 2);
    if (bundle.checkpoint === "") bundle.checkpoint = note;
    require(bundle.checkpoint === note, "proofs under different checkpoints");
  }
  require(bundle.checkpoint !== "", "no proofs");
  require(await signedNote(bundle, bundle.checkpoint, pinned), "not by a key of this log that the policy names");
  const what = origin(bundle.checkpoint) + ", " + size(bundle.checkpoint) + " events";
  if (pinned === null) throw new Stop(Outcome.Skipped, what + "; by a key only the bundle vouches for: give a policy you trust");
  return what + ", by the key you trust";
}

/** Whether it is a checkpoint, signed by the key of its log that the policy names. */
export async function signedNote(bundle: Bundle, note: string, pinned: string | null): Promise<boolean> {
  require(isCheckpoint(note), "not a checkpoint");
  let signed = false;
  for (const line of policyLines(pinned ?? bundle.text("policy.txt"))) {
    if (line[0] !== "log" || keyName(word(line, 1)) !== origin(note)) continue;
    if ((await signedBy(word(line, 1), note)).found) signed = true;
  }
  return signed;
}

export async function witnessed(bundle: Bundle, pinned: string | null): Promise<string> {
  if (pinned === null) throw new Stop(Outcome.Skipped, "no policy says which witnesses count");
  return witnessedBy(pinned, bundle.checkpoint, (times) => bundle.cosigned.push(...times));
}

export async function included(bundle: Bundle): Promise<string> {
  let n = 0;
  for (const consent of bundle.consents()) {
    for (const event of events(consent)) {
      const index = event.number("index");
      const hash = unhex(event.text("hash"));
      if (!withheld(event)) {
        bundle.leaves.add(index);
        require(equal(await leafHash(bundle.file(entryAt(index))), hash), "an event has another hash");
      }
      await includedAt(bundle, index, hash);
      n++;
    }
  }
  for (const index of bundle.published()) {
    bundle.leaves.add(index);
    await includedAt(bundle, index, await leafHash(bundle.file(entryAt(index))));
    n++;
  }
  return n + " events are in the log";
}

async function includedAt(bundle: Bundle, index: number, leaf: Uint8Array): Promise<void> {
  const proof = bundle.text(proofOf(index));
  const lines = split(upTo(proof, proof.indexOf("\n\n")), "\n");
  require(lines[0] === "c2sp.org/tlog-proof@v1" && lines[1] === "index " + index, "a proof of something else");
  let hash = leaf;
  let node = index;
  let last = size(bundle.checkpoint) - 1;
  require(index <= last, "an event is not in the log");
  for (const line of lines.slice(2)) {
    const sibling = unbase64(line);
    require(last > 0 && sibling.length === 32, "a proof too long");
    if (node % 2 === 1 || node === last) {
      hash = await sha256(Uint8Array.of(1), sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = await sha256(Uint8Array.of(1), hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  require(last === 0 && equal(hash, root(bundle.checkpoint)), "an event is not in the log");
}

/** One log has one history: of the same size there is one root only. */
export function sameLog(checkpoint: string, other: string): void {
  require(origin(other) === origin(checkpoint), "of another log");
  require(size(other) >= size(checkpoint), "it is older than the bundle");
  const forked = size(other) === size(checkpoint) && !equal(root(other), root(checkpoint));
  require(!forked, "the log signed two histories: keep both files, they prove it");
}
