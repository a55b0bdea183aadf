// A site's patterns as the companion's patterns.json corrects them. It is data: the companion has checked its form.

import type { SiteCorrection } from "../../shared/wire/types.gen";
import type { Patterns } from "../adapters/adapter";
import { readerOf } from "../adapters/patterns";

/** What the file says goes first, so that it counts; null where a pattern of it is none in this browser. */
export function corrected(own: Patterns, correction: SiteCorrection): Patterns | null {
  const patterns: Patterns = {
    ...own,
    accounts: [...(correction.accounts ?? []), ...own.accounts],
    reserved: [...own.reserved, ...(correction.reserved ?? []).map((name) => name.toLowerCase())],
    lists: [...(correction.lists ?? []), ...own.lists],
    avatars: [...(correction.avatars ?? []), ...own.avatars],
    placeholders: [...(correction.placeholders ?? []), ...own.placeholders],
    larger: correction.larger?.length ? correction.larger : own.larger,
  };
  try {
    readerOf(patterns);
    return patterns;
  } catch {
    return null;
  }
}
