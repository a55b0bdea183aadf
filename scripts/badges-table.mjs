// `npm run badges-table`: the README's table of badges and its pictures in docs/pictures/badges, made from the drawings
// and the English texts that the extension has.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { textsOf } from "./texts.mjs";
import { loaded } from "./typescript-exports.mjs";

const PICTURES = "docs/pictures/badges";

/** The picture of one shape as a file. */
export function svgOf(shape, { DRAWINGS, attributesOf }) {
  const written = (attributes) =>
    Object.entries(attributes)
      .map(([name, value]) => ` ${name}="${value}"`)
      .join("");
  const parts = DRAWINGS[shape].parts.map(([name, attributes]) => `  <${name}${written(attributes)}/>`);
  const head = { xmlns: "http://www.w3.org/2000/svg", ...attributesOf(shape) };
  return `<svg${written(head)}>\n${parts.join("\n")}\n</svg>\n`;
}

/** The table's rows: each badge as it is drawn, and what it means. */
export function rows({ DRAWINGS, attributesOf }) {
  const { marks } = textsOf("extension").en;
  return Object.keys(DRAWINGS).map((shape) => {
    const { width, height } = attributesOf(shape);
    const size = `width="${2 * width}" height="${2 * height}"`;
    return `| <img src="${PICTURES}/${shape}.svg" alt="${shape}" ${size}> | ${marks[shape]} |`;
  });
}

/** `readme` with its table as it should be. */
export function withTable(readme, shapes) {
  return readme.replace(
    /(\| badge \|.*\n\|[-|]+\n)(?:\|.*\n)+/u,
    (_table, head) => `${head}${rows(shapes).join("\n")}\n`,
  );
}

async function main() {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const shapes = await loaded(`${root}shared/badge-shapes.ts`);
  await mkdir(`${root}${PICTURES}`, { recursive: true });
  for (const shape of Object.keys(shapes.DRAWINGS))
    await writeFile(`${root}${PICTURES}/${shape}.svg`, svgOf(shape, shapes));
  const path = `${root}README.md`;
  await writeFile(path, withTable(await readFile(path, "utf8"), shapes));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
