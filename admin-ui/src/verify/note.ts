// C2SP signed-note, tlog-checkpoint, tlog-cosignature and tlog-policy.

import { base64, concat, equal, hex, Outcome, present, require, sha256, split, Stop, unbase64, upTo, utf8 } from "./bytes";

const WITNESS = 4;

export function body(note: string): string {
  return note.slice(0, note.lastIndexOf("\n\n") + 1);
}

export function origin(note: string): string {
  return upTo(note, note.indexOf("\n"));
}

export function size(note: string): number {
  const text = present(split(note, "\n")[1]);
  if (!/^[0-9]+$/.test(text)) throw new Error("no size");
  return Number(text);
}

export function root(note: string): Uint8Array {
  return unbase64(present(split(note, "\n")[2]));
}

export function isCheckpoint(note: string): boolean {
  return body(note) === origin(note) + "\n" + size(note) + "\n" + base64(root(note)) + "\n";
}

/** What a key is called: name+id+base64. */
export function keyName(vkey: string): string {
  return upTo(vkey, vkey.indexOf("+"));
}

/** The words of each line that says something. */
export function policyLines(policy: string): string[][] {
  return split(policy, "\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(/[ \t]+/));
}

export function word(line: string[], n: number): string {
  return present(line[n]);
}

/** Who signed when, as far as he says so: a witness. */
export interface Signed {
  found: boolean;
  times: string[];
}

export async function signedBy(vkey: string, note: string): Promise<Signed> {
  const typed = unbase64(vkey.slice(vkey.indexOf("+", vkey.indexOf("+") + 1) + 1));
  const id = (await sha256(utf8(keyName(vkey) + "\n"), typed)).slice(0, 4);
  require(typed.length === 33 && vkey.startsWith(keyName(vkey) + "+" + hex(id) + "+"), vkey + ": not a key");
  const signed: Signed = { found: false, times: [] };
  for (const line of split(note.slice(body(note).length + 1), "\n")) {
    const words = split(line, " ");
    require(words.length === 3 && words[0] === "\u2014", "not a signature");
    const signature = unbase64(word(words, 2));
    if (words[1] !== keyName(vkey) || !equal(id, signature.slice(0, 4))) continue;
    let message = body(note);
    let from = 4;
    if (typed[0] === WITNESS) {
      const second = new DataView(signature.buffer).getBigInt64(4);
      message = "cosignature/v1\ntime " + second + "\n" + message;
      from = 12;
      signed.times.push(time(second) + " by " + keyName(vkey));
    }
    require(await ed25519(typed.slice(1), utf8(message), signature.slice(from)), "a forged signature");
    signed.found = true;
  }
  return signed;
}

function time(second: bigint): string {
  return new Date(Number(second) * 1000).toISOString().replace(".000Z", "Z");
}

export async function ed25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", concat(key), "Ed25519", false, ["verify"]);
  } catch (e) {
    if (e instanceof Error && e.name === "NotSupportedError") {
      throw new Stop(Outcome.Skipped, "this browser cannot check Ed25519 signatures: use a newer one, or ConsentVerify.java");
    }
    throw e;
  }
  return signature.length === 64 && (await crypto.subtle.verify("Ed25519", imported, concat(signature), concat(message)));
}

/** By the witnesses a policy asks for; says by which quorum. */
export async function witnessedBy(policy: string, note: string, seen: (times: string[]) => void): Promise<string> {
  const known = new Map<string, boolean>([["none", true]]);
  for (const line of policyLines(policy)) {
    if (line[0] === "log") continue;
    const name = word(line, 1);
    if (line[0] === "quorum") {
      require(present(known.get(name)), name + ": not by the quorum of witnesses");
      return name === "none" ? "your policy asks for no witness" : "by the quorum " + name;
    }
    require(!known.has(name), "a name twice in the policy");
    if (line[0] === "witness") {
      const signed = await signedBy(word(line, 2), note);
      seen(signed.times);
      known.set(name, signed.found);
    } else {
      require(line[0] === "group", line[0] + ": not a line of a policy");
      const members = line.slice(3);
      const yes = members.filter((member) => present(known.get(member))).length;
      const wanted = line[2] === "any" ? 1 : line[2] === "all" ? members.length : count(word(line, 2));
      require(wanted > 0 && members.length > 0, "a group nobody can understand");
      known.set(name, yes >= wanted);
    }
  }
  throw new Stop(Outcome.Failed, "the policy has no quorum");
}

function count(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new Error("no number");
  return Number(text);
}
