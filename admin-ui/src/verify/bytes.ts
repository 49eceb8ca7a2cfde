// Bytes, their hashes and their texts. Whatever is not exactly as it should be is an error.

export type Bytes = Uint8Array<ArrayBuffer>;

export enum Outcome {
  Ok = "ok",
  Skipped = "skipped",
  Later = "later",
  Failed = "failed",
}

/** Why a check did not pass. */
export class Stop extends Error {
  constructor(
    readonly outcome: Outcome,
    why: string,
  ) {
    super(why);
  }
}

export function require(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Stop(Outcome.Failed, otherwise);
}

export function present<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error("absent");
  return value;
}

export function concat(...parts: Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export async function sha256(...parts: Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
}

export function leafHash(entry: Uint8Array): Promise<Bytes> {
  return sha256(new Uint8Array(1), entry);
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function unhex(text: string): Bytes {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  require(hex(bytes) === text, "not hexadecimal");
  return bytes;
}

export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

export function unbase64(text: string): Bytes {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  require(base64(bytes) === text, "base64 with superfluous bits");
  return bytes;
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** With a sign of replacement where bytes are no UTF-8. */
export function decoded(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Without empty parts at the end. */
export function split(text: string, separator: string | RegExp): string[] {
  const parts = text.split(separator);
  while (parts.length > 1 && parts[parts.length - 1] === "") parts.pop();
  return parts;
}

/** What is before this place; there must be one. */
export function upTo(text: string, at: number): string {
  if (at < 0) throw new Error("no such place");
  return text.slice(0, at);
}
