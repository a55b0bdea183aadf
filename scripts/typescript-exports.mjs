// What a TypeScript source file exports, read from the code itself.

import { build } from "esbuild";

/**
 * @param {string} entry
 * @param {import("esbuild").BuildOptions} [options]
 */
export async function loaded(entry, options = {}) {
  const { outputFiles } = await build({
    bundle: true,
    logLevel: "warning",
    ...options,
    write: false,
    entryPoints: [entry],
    format: "esm",
    platform: "neutral",
  });
  const source = Buffer.from(outputFiles[0].contents).toString("base64");
  return await import(`data:text/javascript;base64,${source}`);
}
