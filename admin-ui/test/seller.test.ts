import { describe, expect, it } from "vitest";
import { firstDay } from "../src/reports/days.ts";
import { ageOf, askedWhen, pareto } from "../src/seller/figures.ts";
import { contentType, encodingOf, head, names, samples, sniff, split } from "../src/seller/sniff.ts";
import { decided, twice } from "../src/seller/targets.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array([0xff, 0xfe, ...Array.from(text).flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8])]);

describe("the beginning of a file", () => {
  it("tells delimiter, header, columns and about how many rows there are", () => {
    const text = "Name;Tel;Notes\r\n\"Doe; Jane\";+12135550142;\"two\r\nlines\"\r\nMax;+12135550143;\r\n";
    const found = sniff(bytes(text), bytes(text).length);
    expect(found).toMatchObject({ encoding: "utf-8", delimiter: ";", header: true, columns: ["Name", "Tel", "Notes"], about: 2 });
    expect(found.rows[0]).toEqual(["Doe; Jane", "+12135550142", "two\r\nlines"]);
    expect(samples(found, "Tel", 3)).toEqual(["+12135550142", "+12135550143"]);
  });

  it("guesses the rows of a large file from what was read, and stops at the last whole line", () => {
    const line = "a@example.com,12135550142\n";
    const part = "Mail,Tel\n" + line.repeat(100) + "b@exa";
    const found = sniff(bytes(part), bytes("Mail,Tel\n" + line.repeat(10_000)).length);
    expect(found.whole).toBe(bytes(part).length - 5);
    expect(Math.abs(found.about - 10_000)).toBeLessThan(100);
  });

  it("knows a file without header by its data", () => {
    const found = sniff(bytes("a@example.com,12135550142\nb@example.com,12135550143\n"), 52);
    expect(found).toMatchObject({ header: false, columns: ["column 1", "column 2"], about: 2 });
    expect(found.rows).toHaveLength(2);
  });

  it("tells encodings", () => {
    expect(encodingOf(bytes("Zürich"))).toBe("utf-8");
    expect(encodingOf(bytes("Zürich").slice(0, 2))).toBe("utf-8"); // cut within a character
    expect(encodingOf(new Uint8Array([0x5a, 0xfc, 0x72]))).toBe("windows-1252");
    expect(encodingOf(utf16("Name,Tel\n"))).toBe("utf-16le");
    expect(encodingOf(utf16("Name,Tel\n").slice(2))).toBe("utf-16le");
    const found = sniff(utf16("Näme\tTel\nMüller\t12135550142\nrest"), 5000);
    expect(found).toMatchObject({ delimiter: "\t", columns: ["Näme", "Tel"], whole: 2 + 2 * "Näme\tTel\nMüller\t12135550142\n".length });
    expect(found.rows[0]?.[0]).toBe("Müller");
  });

  it("reads one JSON object a line", () => {
    const text = '{"email":"a@example.com","consent":{"text":"yes"}}\n{"phone":"1"}\nnot json\n';
    const found = sniff(bytes(text), text.length);
    expect(found).toMatchObject({ delimiter: "", columns: ["email", "consent.text", "phone"], about: 2 });
    expect(contentType("leads.jsonl", false, found)).toBe("application/x-ndjson");
    expect(contentType("leads.csv.gz", true, found)).toBe("application/gzip");
  });

  it("unpacks the beginning of an archive and reads no more than that", async () => {
    const packed = await new Response(new Blob(["Mail,Tel\n" + "a@example.com,1\n".repeat(50_000)]).stream().pipeThrough(new CompressionStream("gzip"))).blob();
    const { bytes: beginning, gzipped } = await head(new File([packed], "leads.csv.gz"));
    expect(gzipped).toBe(true);
    expect(sniff(beginning, null)).toMatchObject({ delimiter: ",", columns: ["Mail", "Tel"], about: 0 });
  });

  it("takes markup and formulas for text", () => {
    const found = sniff(bytes('<img src=x onerror=alert(1)>,"=cmd|\' /C calc\'!A0"\n__proto__,constructor\n'), 1000);
    expect(found.columns).toEqual(["<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0"]);
    expect(found.rows).toEqual([["__proto__", "constructor"]]);
  });

  it("survives any bytes", () => {
    let seed = 7;
    for (let n = 0; n < 200; n++) {
      const some = Uint8Array.from({ length: n * 7 }, () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) >> 16);
      expect(() => sniff(some, 100_000)).not.toThrow();
    }
  });

  it("names columns as the server does", () => {
    expect(names([" Tel ", "", "Tel"], true)).toEqual(["Tel", "column 2", "Tel (2)"]);
    expect(split("a,b\n\n\"x\"\"y\",2", ",", 9)).toEqual([["a", "b"], ['x"y', "2"]]);
  });
});

describe("a mapping", () => {
  const guess = [{ column: "Tel", target: "phone" }, { column: "Notes", target: null }, { column: "X", target: "attr.x" }];
  it("tells only what somebody decided otherwise", () => {
    expect(decided(guess, { Tel: "phone", Notes: "attr.notes", X: null })).toEqual({ Notes: "attr.notes", X: null });
    expect(decided(guess, {})).toEqual({});
  });
  it("lets columns be called anything", () => {
    const odd = ["__proto__", "constructor", "toString"].map((column) => ({ column, target: null }));
    expect(decided(odd, {})).toEqual({});
    expect(JSON.stringify(decided(odd, { ["__proto__"]: "phone" }))).toBe('{"__proto__":"phone"}');
    expect(sniff(bytes('{"a":"1"}\n{"__proto__":"2"}\n'), 30).rows).toEqual([["1", ""], ["", "2"]]);
  });
  it("goes to each place once", () => {
    expect([...twice([{ column: "a", target: "phone" }, { column: "b", target: "phone" }, { column: "c", target: null }, { column: "d", target: null }])]).toEqual(["phone"]);
  });
});

describe("figures", () => {
  it("orders reasons by how often they are, with what they add up to", () => {
    const rows = [["b", 1], ["a", 2], ["b", 1], ["c", 4]] as const;
    expect(pareto(rows, ([key]) => key, ([, n]) => n)).toEqual([
      { key: "c", count: 4, upTo: 0.5 },
      { key: "a", count: 2, upTo: 0.75 },
      { key: "b", count: 2, upTo: 1 },
    ]);
    expect(pareto([], String, Number)).toEqual([]);
  });
  it("turns ages into times", () => {
    expect(ageOf("PT72H", "PT168H")).toBe("72-168");
    expect(ageOf("PT0S", "PT24H")).toBe("0-24");
    expect(ageOf("PT2160H", null)).toBe("2160-");
    const now = Date.parse("2026-03-10T00:00:00Z");
    expect(askedWhen("72-168", now)).toEqual({ generated_from: "2026-03-03T00:00:00.000Z", generated_to: "2026-03-07T00:00:00.000Z" });
    expect(askedWhen("0-24", now)).toEqual({ generated_from: "2026-03-09T00:00:00.000Z" });
    expect(askedWhen("2160-", now)).toEqual({ generated_to: "2025-12-10T00:00:00.000Z" });
    expect(firstDay(7, new Date(2026, 2, 10, 12))).toBe("2026-03-04");
  });
});
