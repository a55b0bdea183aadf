// Places in the companion's window that the extension leads to.

export const FIRST_VIEW = "#/today";

export function placeOfAccount(ref: string): string {
  return `#/find?${new URLSearchParams({ ref })}`;
}

/** Those that were seen on the page of this address. */
export function placeOfPage(page: string): string {
  return `#/find?${new URLSearchParams({ page })}`;
}
