// Where the extension leads to in the companion's window.

export const FIRST_VIEW = "#/today";

export function placeOfAccount(ref: string): string {
  return `#/find?${new URLSearchParams({ ref })}`;
}

/** The group that stands out to which it belongs. */
export function placeOfGroup(ref: string): string {
  return `${placeOfAccount(ref)}&group=1`;
}

/** The other accounts that wear or wore its picture. */
export function placeOfSamePicture(ref: string): string {
  return `${placeOfAccount(ref)}&same_picture=1`;
}

/** Those that were seen on the page of this address. */
export function placeOfPage(page: string): string {
  return `#/find?${new URLSearchParams({ page })}`;
}
