import { equal, sha256 } from "../verify/bytes";
import { body, origin, root, size } from "../verify/note";


/** Fetches a tile of the log: `level`, number, and of how many hashes it is (256: a full one). */
export type FetchTile = (level: number, n: number, width: number) => Promise<Uint8Array>;

const HASH = 32;
const FULL = 256;
const LEVELS = 8;

/** `/log/tile/0/x001/234.p/17`, as C2SP tlog-tiles writes it. */
export function tilePath(level: number, n: number, width: number): string {
  let number = String(n % 1000).padStart(3, "0");
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000)) number = `x${String(rest % 1000).padStart(3, "0")}/${number}`;
  return `/log/tile/${level}/${number}${width === FULL ? "" : `.p/${width}`}`;
}

/** Reads hashes of complete subtrees from the tiles that a log of this size has; each tile is fetched once. */
export function nodesOf(treeSize: number, fetchTile: FetchTile): (height: number, index: number) => Promise<Uint8Array> {
  const tiles = new Map<string, Promise<Uint8Array>>();
  const hashAt = async (level: number, at: number): Promise<Uint8Array> => {
    const n = Math.floor(at / FULL);
    const count = Math.floor(treeSize / FULL ** level);
    const width = Math.min(FULL, count - n * FULL);
    const key = `${level} ${n}`;
    if (!tiles.has(key)) tiles.set(key, fetchTile(level, n, width));
    const tile = await (tiles.get(key) as Promise<Uint8Array>);
    if (tile.length !== width * HASH) throw new Error(`a tile of ${tile.length} bytes where ${width * HASH} belong`);
    return tile.slice((at % FULL) * HASH, ((at % FULL) + 1) * HASH);
  };
  const node = async (height: number, index: number): Promise<Uint8Array> => {
    if (height % LEVELS === 0) return hashAt(height / LEVELS, index);
    return sha256(Uint8Array.of(1), await node(height - 1, 2 * index), await node(height - 1, 2 * index + 1));
  };
  return node;
}

/**
 * The root over leaves 0 to `treeSize`, split at `also` besides the places RFC 6962 splits at: where another tree ends, so that both
 * roots are made of the same hashes.
 */
export async function rootOf(treeSize: number, also: number, node: (height: number, index: number) => Promise<Uint8Array>): Promise<Uint8Array> {
  const range = async (from: number, to: number): Promise<Uint8Array> => {
    const width = to - from;
    const height = Math.log2(width);
    const straddles = from < also && also < to;
    if (Number.isInteger(height) && !straddles) return node(height, from / width);
    const left = 2 ** Math.ceil(Math.log2(width) - 1);
    return sha256(Uint8Array.of(1), await range(from, from + left), await range(from + left, to));
  };
  return treeSize === 0 ? sha256() : range(0, treeSize);
}

export type Consistency = { holds: true; grown: number } | { holds: false; why: "other-log" | "older" | "first" | "second" };

/** Whether the second checkpoint continues the first: nothing of it was changed or taken away. By the tiles of the second. */
export async function continues(first: string, second: string, fetchTile: FetchTile): Promise<Consistency> {
  if (origin(first) !== origin(second)) return { holds: false, why: "other-log" };
  const [m, n] = [size(first), size(second)];
  if (n < m) return { holds: false, why: "older" };
  const node = nodesOf(n, fetchTile);
  const was = await rootOf(m, m, node);
  if (!equal(was, root(first))) return { holds: false, why: "first" };
  if (!equal(await rootOf(n, m, node), root(second))) return { holds: false, why: "second" };
  return { holds: true, grown: n - m };
}

/** The signed part of a checkpoint, which is what tells two of them apart. */
export const statement = (note: string): string => body(note);
