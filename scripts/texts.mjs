// Puts an area's texts of every language into what imports `texts:<area>`, for esbuild and for Vitest. `texts:languages`
// is tag → the language's own name. Languages are the folders of companion/texts.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const TEXTS = join(dirname(dirname(fileURLToPath(import.meta.url))), "companion", "texts");
const SOURCE = "en";
const NAMES = /^texts:/;

/** The texts of an area, tag → tree: the source's first, the others by tag. */
export function textsOf(area) {
  const tags = readdirSync(TEXTS).filter((name) => existsSync(join(TEXTS, name, "companion.json")));
  tags.sort((one, other) => (other === SOURCE) - (one === SOURCE) || (one < other ? -1 : 1));
  return Object.fromEntries(
    tags.map((tag) => [tag, JSON.parse(readFileSync(join(TEXTS, tag, `${area}.json`), "utf8"))]),
  );
}

function imported(name) {
  const area = name.replace(NAMES, "");
  if (area !== "languages") return JSON.stringify(textsOf(area));
  const known = Object.entries(textsOf("companion"));
  return JSON.stringify(Object.fromEntries(known.map(([tag, { language }]) => [tag, language.name])));
}

export const textsForEsbuild = {
  name: "texts",
  setup(build) {
    build.onResolve({ filter: NAMES }, ({ path }) => ({ path, namespace: "texts" }));
    build.onLoad({ filter: NAMES, namespace: "texts" }, ({ path }) => ({
      contents: imported(path),
      loader: "json",
    }));
  },
};

export const textsForVitest = {
  name: "texts",
  enforce: "pre",
  resolveId: (id) => (NAMES.test(id) ? `\0${id}` : undefined),
  load: (id) => (id.startsWith("\0texts:") ? `export default ${imported(id.slice(1))}` : undefined),
};
