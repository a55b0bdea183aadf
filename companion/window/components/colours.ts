// The page's own colours, for what is drawn without its styles.

/** The colour of a custom property such as `--ink`, as it is in the scheme the page wears now. */
export function pageColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
