// `npm run sites-table`: the README's table of sites, made from what the adapters declare.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loaded } from "./typescript-exports.mjs";

/** The table's rows: where a site's pages are, which lists it has at addresses of their own, and which as dialogs. */
export function rows(adapters) {
  return adapters
    .map(({ id, pages, optionalPages, patterns, dialogs = [] }) => {
      const at = [
        ...pages.map((page) => `\`${page}\``),
        ...(optionalPages ? ["any of its servers, when allowed"] : []),
      ];
      const kinds = [...new Set(patterns.lists.map((list) => list.kind))].sort();
      return `| ${id} | ${at.join(", ")} | ${kinds.join(", ")} | ${[...dialogs].sort().join(", ")} |`;
    })
    .sort();
}

/** `readme` with its table as it should be. */
export function withTable(readme, adapters) {
  return readme.replace(
    /(\| site \|.*\n\|[-|]+\n)(?:\|.*\n)+/u,
    (_table, head) => `${head}${rows(adapters).join("\n")}\n`,
  );
}

async function main() {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const { adapters } = await loaded(`${root}extension/adapters/index.ts`);
  const path = `${root}README.md`;
  await writeFile(path, withTable(await readFile(path, "utf8"), adapters));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
