import { readFile } from "node:fs/promises";
import { defineConfig } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import { textsForVitest } from "./scripts/texts.mjs";

/** As in scripts/build.mjs: a style sheet that a script imports is its text. */
const stylesAsText = {
  name: "styles-as-text",
  enforce: "pre",
  async load(id) {
    if (id.endsWith(".css")) return `export default ${JSON.stringify(await readFile(id, "utf8"))}`;
  },
};

const LONG = [
  "variations",
  "captures",
  "captures-varied",
  "memory",
  "hostile",
  "fixtures",
  "broken",
  "silence",
];

/** What takes long comes first, so that no core has it left when the others are done; the rest as Vitest has it. */
class LongestFirst extends BaseSequencer {
  async sort(files) {
    const rank = ({ moduleId }) => {
      const place = LONG.findIndex((name) => moduleId.endsWith(`/adapters/${name}.test.ts`));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  plugins: [stylesAsText, textsForVitest],
  test: {
    include: ["tests/{shared,extension,window}/**/*.test.ts"],
    restoreMocks: true,
    // jsdom is loaded once a core, not once a file: a file leaves what is shared as it found it.
    pool: "threads",
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // A slow machine is no failure.
    testTimeout: 300_000,
  },
});
