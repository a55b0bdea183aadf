// Text of a page, fit for the wire: well-formed, without controls, within the bounds of companion/core/wire.

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** Most texts are as they should be. */
const PLAIN = /^[!-~]+(?: +[!-~]+)*$/;
const REF = /^[a-z][a-z0-9-]{0,31}:(?:id|handle):[^\n]{1,256}$/;

export const BOUNDS = {
  shortText: 500,
  longText: 5000,
  name: 256,
  pictureId: 300,
  address: 4096,
  ref: 300,
  count: Number.MAX_SAFE_INTEGER,
} as const;

/** `raw` well-formed and without control characters, at most `length` UTF-16 units (so no more code points). */
export function bounded(raw: string, length: number): string {
  if (raw.length <= length && PLAIN.test(raw)) return raw;
  return raw
    .slice(0, length + 1000)
    .toWellFormed()
    .replace(CONTROLS, "")
    .trim()
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, "");
}

export function boundedOrNull(raw: string | null | undefined, length: number): string | null {
  return raw ? bounded(raw, length) || null : null;
}

/** A name or key that would not be itself any more if it were cut: null where it does not fit as it is. */
export function wholeOrNull(raw: string | null | undefined, length: number): string | null {
  return raw && bounded(raw, length) === raw ? raw : null;
}

export function isRef(ref: string): boolean {
  return REF.test(ref) && wholeOrNull(ref, BOUNDS.ref) !== null;
}

export function countOrNull(value: number | null | undefined): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
