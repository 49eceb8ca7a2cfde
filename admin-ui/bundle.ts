import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const FIRST_MAX = 180_000;
const LAZY_MAX = 120_000;
/** ECharts with its canvas alone is 190 kB; it comes after the screen that has charts, which does not wait for it. */
const CHARTS_MAX = 210_000;
/** As ConsolePages.java has it. */
const SERVED = /^assets\/[A-Za-z0-9_-]{1,80}\.(js|css|svg)$/;

/**
 * What the built files must hold: the first route of the console is at most 180 kB of JavaScript, gzipped, and what is loaded later is at
 * most 120 kB at a time (charts: 210 kB). A build that weighs more fails and says what weighs. Each file also gets its gzip and Brotli form.
 */
export function bundle(): Plugin {
  return {
    name: "galena-bundle",
    apply: "build",
    // not before: only what is written is what the browser gets
    writeBundle({ dir = "." }, files) {
      const written = (name: string) => readFileSync(join(dir, name));
      const chunks = Object.values(files).filter((file) => file.type === "chunk");
      const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
      const weight = new Map(chunks.map((chunk) => [chunk.fileName, gzipSync(written(chunk.fileName), { level: 9 }).length]));
      const sum = (names: Iterable<string>) => [...names].reduce((all, name) => all + (weight.get(name) ?? 0), 0);
      const whole = (name: string, found = new Set<string>()): Set<string> => {
        if (!found.has(name)) {
          found.add(name);
          byName.get(name)?.imports.forEach((next) => whole(next, found));
        }
        return found;
      };
      const unnamed = Object.keys(files).filter((name) => name.startsWith("assets/") && !SERVED.test(name));
      if (unnamed.length > 0) this.error(`ConsolePages does not serve ${unnamed.join(", ")}`);
      const tooHeavy: string[] = [];
      const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === "index");
      const first = entry ? whole(entry.fileName) : new Set<string>();
      const weigh = (what: string, names: Iterable<string>, max: number) => {
        if (sum(names) > max) {
          tooHeavy.push(`${what}: ${sum(names)} B gzipped, at most ${max} (${[...names].map((name) => `${name} ${weight.get(name)}`).join(", ")})`);
        }
      };
      for (const chunk of chunks.filter((one) => one.isDynamicEntry)) {
        const later = [...whole(chunk.fileName)].filter((name) => !first.has(name));
        weigh(`lazy ${chunk.name}`, later, chunk.facadeModuleId?.endsWith("/src/ui/Drawing.tsx") ? CHARTS_MAX : LAZY_MAX);
        if (/\/src\/(seller|buyer|compliance|operator|account)\//.test(chunk.facadeModuleId ?? "")) {
          weigh(`first route ${chunk.name}`, [...first, ...later], FIRST_MAX);
        }
      }
      weigh("first", first, FIRST_MAX);
      if (tooHeavy.length > 0) this.error(`over budget\n${tooHeavy.join("\n")}`);
      for (const { fileName } of Object.values(files).filter((file) => /\.(js|css|html|svg)$/.test(file.fileName))) {
        const bytes = written(fileName);
        writeFileSync(join(dir, `${fileName}.gz`), gzipSync(bytes, { level: 9 }));
        writeFileSync(join(dir, `${fileName}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
      }
    },
  };
}
