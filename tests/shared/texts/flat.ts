import type { Tree } from "../../../scripts/texts.mjs";

/** Every text of a tree by its whole key. */
export function flat(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([name, text]) =>
    typeof text === "string" ? [[prefix + name, text]] : flat(text, `${prefix}${name}.`),
  );
}
