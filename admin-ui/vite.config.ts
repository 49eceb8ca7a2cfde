import { defineConfig } from "vitest/config";

// Pages are files of their own, served under /console/ with a policy that allows no script but these.
export default defineConfig({
  root: "src",
  base: "/console/",
  publicDir: false,
  build: {
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: "es2022",
    rolldownOptions: { input: "src/verify.html" },
  },
  test: { root: ".", include: ["test/**/*.test.ts"], testTimeout: 60_000 },
});
