// The sites' own names, which are the same in every language.

import names from "../companion/texts/sites.json";

const NAMES: Readonly<Record<string, string>> = names;

export function siteName(platform: string): string {
  return NAMES[platform] ?? platform.replace(/^./, (letter) => letter.toUpperCase());
}
