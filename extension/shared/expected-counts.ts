// How many accounts a kind of page usually shows: a site that changed so that an adapter knows only a part of it any
// more gives far fewer than before.

const KEPT = 12;
const LAST = 3;
const BEFORE = 6;
const WORTH_SAYING = 10;
const PART = 0.1;

export function usualKey(platform: string, kind: string): string {
  return `${platform} ${kind}`;
}

export function added(counts: readonly number[], count: number): number[] {
  return [...counts, count].slice(-KEPT);
}

/** Whether the last three pages each showed at most a tenth of what those before them usually did. */
export function isMuchLess(counts: readonly number[]): boolean {
  const before = counts.slice(0, -LAST);
  if (before.length < BEFORE) return false;
  const usual = median(before);
  return usual >= WORTH_SAYING && counts.slice(-LAST).every((count) => count <= usual * PART);
}

function median(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
