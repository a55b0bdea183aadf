import { readFile } from "node:fs/promises";
import { defineConfig } from "vitest/config";
import { textsForVitest } from "./scripts/texts.mjs";

/** As in scripts/build.mjs: a style sheet that a script imports is its text. */
const stylesAsText = {
  name: "styles-as-text",
  enforce: "pre",
  async load(id) {
    if (id.endsWith(".css")) return `export default ${JSON.stringify(await readFile(id, "utf8"))}`;
  },
};

export default defineConfig({
  plugins: [stylesAsText, textsForVitest],
  test: {
    include: ["tests/{shared,extension,window}/**/*.test.ts"],
    restoreMocks: true,
    // jsdom is loaded once a core, not once a file: a file leaves what is shared as it found it.
    pool: "threads",
    isolate: false,
    // A slow machine is no failure.
    testTimeout: 60_000,
  },
});
