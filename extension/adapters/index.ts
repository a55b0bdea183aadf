import type { Adapter } from "./adapter";
import { bluesky } from "./bluesky";
import { demo } from "./demo";
import { facebook } from "./facebook";
import { instagram } from "./instagram";
import { linkedin } from "./linkedin";
import { mastodon } from "./mastodon";
import { reddit } from "./reddit";
import { threads } from "./threads";
import { tiktok } from "./tiktok";
import { x } from "./x";
import { youtube } from "./youtube";

/** Every site that Eyeline reads: one file and one line each. */
export const adapters: readonly Adapter[] = [
  bluesky,
  demo,
  facebook,
  instagram,
  linkedin,
  mastodon,
  reddit,
  threads,
  tiktok,
  x,
  youtube,
];

/** The adapter for a page: by its address, else by what the page is; null on any other page. */
export function adapterFor(document: Document, address: URL): Adapter | null {
  return (
    adapters.find((adapter) => adapter.matches(address)) ??
    adapters.find((adapter) => adapter.recognises?.(document)) ??
    null
  );
}
