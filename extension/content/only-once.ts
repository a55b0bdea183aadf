const world = globalThis as { eyelineScripts?: Set<string> };

/**
 * False where this script already runs here: the browser puts it into pages by the manifest, and the background into
 * those that were open before. A script of another life of the extension does not count.
 */
export function isFirst(name: string): boolean {
  world.eyelineScripts ??= new Set();
  const first = !world.eyelineScripts.has(name);
  world.eyelineScripts.add(name);
  return first;
}
