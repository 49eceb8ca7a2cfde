// The one form in which bundles are written: sorted, stored, dated 1980, no extra fields.

import { type Bytes, concat, decoded, require, utf8 } from "./bytes";

export type Files = Map<string, Bytes>;

/** Local headers only: {@link writeZip} then has to give the same bytes, directory and all. */
export function readZip(zip: Bytes): Files {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  const files: Files = new Map();
  let at = 0;
  while (zip.length - at > 30 && view.getUint32(at, true) === 0x04034b50) {
    const length = view.getInt32(at + 22, true);
    require(length >= 0 && length <= zip.length - at, "an archive cut off");
    const content = at + 30 + view.getInt16(at + 26, true);
    if (content < at + 30 || content + length > zip.length) throw new Error("cut off");
    files.set(decoded(zip.subarray(at + 30, content)), zip.slice(content, content + length));
    at = content + length;
  }
  return files;
}

export function names(files: Files): string[] {
  return [...files.keys()].sort();
}

export function writeZip(files: Files): Bytes {
  const archive: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const path of names(files)) {
    const name = utf8(path);
    const content = files.get(path) ?? new Uint8Array();
    const about = little([2, 10], [2, 0x800], [4, 0], [2, 0x21], [4, crc32(content)], [4, content.length], [4, content.length], [2, name.length], [2, 0]);
    directory.push(little([4, 0x02014b50], [2, 10]), about, little([2, 0], [4, 0], [4, 0], [4, offset]), name);
    const entry = concat(little([4, 0x04034b50]), about, name, content);
    archive.push(entry);
    offset += entry.length;
  }
  const listed = concat(...directory);
  const end = little([4, 0x06054b50], [4, 0], [2, files.size], [2, files.size], [4, listed.length], [4, offset], [2, 0]);
  return concat(...archive, listed, end);
}

/** Numbers of so many bytes each, the lowest byte first. */
function little(...numbers: [bytes: 2 | 4, value: number][]): Uint8Array {
  const bytes = numbers.flatMap(([size, value]) => [0, 8, 16, 24].slice(0, size).map((shift) => (value >>> shift) & 255));
  return Uint8Array.from(bytes);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 255] ?? 0);
  return ~crc >>> 0;
}
