// Puts an area's texts of every language into what imports `texts:<area>`, for esbuild and for Vitest. `texts:languages`
// is tag → the language's own name. Languages are the folders of companion/texts.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const TEXTS = join(dirname(dirname(fileURLToPath(import.meta.url))), "companion", "texts");
const SOURCE = "en";
const NAMES = /^texts:/;

/** The tags of all languages: the source's first. */
export function languages() {
  const tags = readdirSync(TEXTS).filter((name) => existsSync(join(TEXTS, name, "companion.json")));
  return tags.sort((one, other) => (other === SOURCE) - (one === SOURCE) || (one < other ? -1 : 1));
}

export function textsOf(area, language) {
  return JSON.parse(readFileSync(join(TEXTS, language, `${area}.json`), "utf8"));
}

function imported(name) {
  const area = name.replace(NAMES, "");
  const content = (tag) =>
    area === "languages" ? textsOf("companion", tag).language.name : textsOf(area, tag);
  return JSON.stringify(Object.fromEntries(languages().map((tag) => [tag, content(tag)])));
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
