// `npm run package`: builds the extension, holds Firefox's to the rules of its store, and makes both zips that the
// stores take: dist/packages/eyeline-VERSION-BROWSER.zip.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cmd } from "web-ext";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIST = join(ROOT, "dist");
const QUIETLY = { shouldExitProgram: false };

await import("./build.mjs");
await lint();
for (const browser of ["chrome", "firefox"]) await zip(browser);

/** Ends with an error where there is one; what it found is printed. */
async function lint() {
  const found = await cmd.lint(
    {
      sourceDir: join(DIST, "firefox"),
      artifactsDir: join(DIST, "packages"),
      output: "text",
      warningsAsErrors: true,
    },
    QUIETLY,
  );
  const { errors, warnings } = found.summary;
  if (errors + warnings > 0) process.exit(1);
}

async function zip(browser) {
  const sourceDir = join(DIST, browser);
  const { version } = JSON.parse(await readFile(join(sourceDir, "manifest.json"), "utf8"));
  const filename = `eyeline-${version}-${browser}.zip`;
  const artifactsDir = join(DIST, "packages");
  await cmd.build({ sourceDir, artifactsDir, filename, overwriteDest: true }, QUIETLY);
}
