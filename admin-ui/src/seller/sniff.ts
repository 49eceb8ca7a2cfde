/** How a file is written, as far as its beginning tells. The server looks at all of it and has the last word. */
export interface Sniffed {
  encoding: string;
  /** Empty: one JSON object a line. */
  delimiter: string;
  header: boolean;
  columns: string[];
  rows: string[][];
  /** About how many rows the whole file has. */
  about: number;
  /** Bytes of the beginning up to the end of its last whole line. */
  whole: number;
}

export const HEAD_BYTES = 64 * 1024;
const DELIMITERS = [",", ";", "\t", "|"];
const SAMPLE_ROWS = 50;
/** What is data and never the name of a column: an address, a number, a date, a link. */
const VALUE = /^(?:.*@.*\..*|[-+(]?[0-9][-0-9 ().:/,TZ+]*|https?:\/\/.*)$/s;

/** The beginning of the file; unpacked if it is gzipped. Never more is read of it. */
export async function head(file: File): Promise<{ bytes: Uint8Array; gzipped: boolean }> {
  const raw = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (!(raw[0] === 0x1f && raw[1] === 0x8b)) return { bytes: raw, gzipped: false };
  const reader = file.slice(0, HEAD_BYTES).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done && length < HEAD_BYTES; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
    }
  } catch {
    // the beginning of an archive ends in the middle of it
  }
  void reader.cancel().catch(() => {});
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, gzipped: true };
}

/** `size`: of the whole file; null where that says nothing, of an archive. */
export function sniff(bytes: Uint8Array, size: number | null): Sniffed {
  const encoding = encodingOf(bytes);
  const all = size !== null && bytes.length >= size;
  const text = new TextDecoder(encoding).decode(bytes);
  const end = all ? text.length : Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1 || text.length;
  const lines = text.slice(0, end);
  const whole = all || end === text.length ? bytes.length : bytes.length - encodedLength(text.slice(end), encoding);
  const scale = size === null ? 0 : size / Math.max(1, whole);
  if (/^\s*\{/.test(lines)) return json(lines, encoding, scale, whole);
  const [delimiter, records] = delimiterOf(lines);
  const first = records[0] ?? [];
  const header = first.length > 0 && first.every((cell) => !VALUE.test(cell.trim()));
  const columns = names(first, header);
  const rows = header ? records.slice(1) : records;
  const count = Math.max(0, split(lines, delimiter, Infinity).length - (header ? 1 : 0));
  return { encoding, delimiter, header, columns, rows: rows.slice(0, SAMPLE_ROWS), about: Math.round(count * scale), whole };
}

function json(text: string, encoding: string, scale: number, whole: number): Sniffed {
  const objects = text
    .split("\n")
    .filter((line) => line.trim())
    .flatMap((line) => {
      try {
        return [flat(JSON.parse(line) as Record<string, unknown>)];
      } catch {
        return [];
      }
    });
  const columns = [...new Set(objects.flatMap((one) => Object.keys(one)))];
  return { encoding, delimiter: "", header: true, columns, rows: objects.slice(0, SAMPLE_ROWS).map((one) => columns.map((name) => (Object.hasOwn(one, name) ? (one[name] ?? "") : ""))), about: Math.round(objects.length * scale), whole };
}

const flat = (object: Record<string, unknown>, prefix = ""): Record<string, string> =>
  Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.entries(flat(value as Record<string, unknown>, `${prefix}${name}.`))
        : [[prefix + name, Array.isArray(value) ? value.join("|") : String(value ?? "")] as [string, string]],
    ),
  );

export function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  bytes.forEach((byte, at) => byte === 0 && (zeros[at & 1] = (zeros[at & 1] ?? 0) + 1));
  const many = bytes.length / 5;
  if ((zeros[0] ?? 0) > many && (zeros[0] ?? 0) > 4 * (zeros[1] ?? 0)) return "utf-16be";
  if ((zeros[1] ?? 0) > many && (zeros[1] ?? 0) > 4 * (zeros[0] ?? 0)) return "utf-16le";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true }); // may end within a character
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

const encodedLength = (text: string, encoding: string): number =>
  encoding.startsWith("utf-16") ? text.length * 2 : encoding === "utf-8" ? new TextEncoder().encode(text).length : text.length;

/** The delimiter by which most records have as many cells as the first. */
function delimiterOf(text: string): [string, string[][]] {
  let best: [string, string[][]] = [",", []];
  let most = -1;
  for (const delimiter of DELIMITERS) {
    const records = split(text, delimiter, SAMPLE_ROWS);
    const cells = records[0]?.length ?? 0;
    const alike = records.filter((record) => record.length === cells).length;
    const regular = records.length === 0 ? -1 : ((cells - 1) * alike) / records.length;
    if (regular > most) [most, best] = [regular, [delimiter, records]];
  }
  return best;
}

/** Records of delimited text, quotes as RFC 4180 has them; blank lines are none. */
export function split(text: string, delimiter: string, max: number): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = "";
  let quoted = false;
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const finish = () => {
    record.push(cell);
    if (record.length > 1 || cell.trim() !== "") records.push(record);
    record = [];
    cell = "";
  };
  for (let at = start; at < text.length && records.length < max; at++) {
    const char = text[at];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (char === '"' && cell === "") quoted = true;
    else if (char === delimiter) {
      record.push(cell);
      cell = "";
    } else if (char === "\n" || char === "\r") {
      if (char === "\r" && text[at + 1] === "\n") at++;
      finish();
    } else cell += char;
  }
  if (records.length < max && (cell !== "" || record.length > 0)) finish();
  return records;
}

/** As the server names them, so that a mapping fits. */
export function names(first: string[], header: boolean): string[] {
  const taken = new Set<string>();
  return first.map((cell, at) => {
    const name = ((header && cell.trim()) || `column ${at + 1}`).slice(0, 200);
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
    taken.add(unique);
    return unique;
  });
}

/** Up to `count` different values of a column. */
export function samples(sniffed: Sniffed, column: string, count: number): string[] {
  const at = sniffed.columns.indexOf(column);
  return at < 0 ? [] : [...new Set(sniffed.rows.map((row) => (row[at] ?? "").trim()).filter(Boolean))].slice(0, count);
}

/** What the server is told that the file is. */
export function contentType(name: string, gzipped: boolean, sniffed: Sniffed): string {
  if (gzipped) return "application/gzip";
  return sniffed.delimiter === "" || /\.(nd)?jsonl?$/i.test(name) ? "application/x-ndjson" : "text/csv";
}

/** A tab cannot be seen. */
export const delimiterName = (delimiter: string | undefined): string => (delimiter === "\t" ? "Tab" : (delimiter ?? ""));
