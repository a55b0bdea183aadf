// Where in the window one is: `#/accounts/5?case=2`. Back, forward and links work, since nothing else holds the view.

import { useEffect, useState } from "preact/hooks";

export interface Place {
  /** As ["accounts", "5"]. */
  path: readonly string[];
  query: URLSearchParams;
}

function here(): Place {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  return { path: path.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}

export function address(path: readonly (string | number)[], query: URLSearchParams | null = null): string {
  const asked = query?.toString();
  return `#/${path.map((part) => encodeURIComponent(part)).join("/")}${asked ? `?${asked}` : ""}`;
}

export function go(to: string, { replace = false } = {}): void {
  if (replace) {
    history.replaceState(null, "", to);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else location.hash = to;
}

/** The same place with other values in its query; null takes one out. */
export function withQuery(place: Place, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(place.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") query.delete(name);
    else query.set(name, value);
  }
  return address(place.path, query);
}

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const moved = () => setPlace(here());
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return place;
}
