import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vitest/config";
import { bundle } from "./bundle.ts";

// Pages are files of their own, served under /console/ with a policy that allows no script but these.
// `npx vite` serves them as they are edited and hands the API's requests on to a server that runs.
const server = process.env["GALENA_URL"] ?? "http://localhost:8080";

export default defineConfig({
  root: "src",
  base: "/console/",
  publicDir: false,
  plugins: [tailwindcss(), bundle()],
  build: {
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: "es2022",
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: ["src/index.html", "src/verify.html"].map((page) => new URL(page, import.meta.url).pathname),
      // the server gives out no file with another dot in its name
      output: {
        // in pieces: a browser compiles each in one go, and answers nobody meanwhile
        codeSplitting: { groups: [
          { name: "react", test: /node_modules\/(react|react-dom|scheduler)\// },
          { name: "router", test: /node_modules\/@tanstack\/(react-router|router-core|history|react-store|store)\// },
        ] },
        chunkFileNames: ({ name }) => `assets/${name.replace(/[^A-Za-z0-9_-]/g, "-")}-[hash].js`,
      },
      onLog: (level, log, say) => log.code === "MODULE_LEVEL_DIRECTIVE" || say(level, log), // "use client": there is no other side here
    },
  },
  server: { proxy: Object.fromEntries(["/v1", "/log", "/problems", "/openapi.json"].map((path) => [path, { target: server }])) },
  test: { root: ".", include: ["test/**/*.test.ts"], testTimeout: 300_000 },
});
