// The bundles that the Java verifier is tested with too.

import { readFileSync } from "node:fs";
import type { Bytes } from "../src/verify/bytes";

const FOLDER = new URL("../../verify/examples/", import.meta.url);

export function bytes(name: string): Bytes {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)));
}

export function text(name: string): string {
  return readFileSync(new URL(name, FOLDER), "utf8");
}
