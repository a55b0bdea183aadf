// The page of `eyeline patterns try`: reads a saved page as the extension would, with and without a file of corrections.
// What is saved is only parsed: in a document that is not shown, no script runs and nothing is loaded.

import { adapterFor } from "../../../extension/adapters";
import {
  type Adapter,
  BrokenPage,
  type Extraction,
  type Patterns,
} from "../../../extension/adapters/adapter";
import { corrected, unnamedOn } from "../../../extension/adapters/corrected";
import { readerOf } from "../../../extension/adapters/patterns";
import { picturesIn } from "../../../extension/adapters/picture";
import { keyOf } from "../../../extension/adapters/places";
import type { PageTried, SavedPage, Tried } from "../../../shared/wire/types.gen";

const NOTHING: Extraction = {
  page: { platform: "demo", kind: "other", address: "" },
  accounts: [],
  lists: [],
  activities: [],
};

export function tryPage({ html, address: text, corrections }: SavedPage): PageTried {
  const document = new DOMParser().parseFromString(html, "text/html");
  const address = new URL(text);
  const adapter = adapterFor(document, address);
  const lost = picturesIn(document.body).filter(isLost).length;
  if (!adapter) {
    const nothing: Tried = { accounts: [], lists: [], broken: null, aside: 0 };
    const unnamed = { links: [], pictures: [] };
    return { site: null, before: nothing, after: nothing, unnamed, pictures_lost: lost };
  }
  const patterns = corrected(adapter.patterns, corrections.sites?.[adapter.id] ?? {});
  return {
    site: adapter.id,
    before: tried(adapter, document, address, adapter.patterns),
    after: tried(adapter, document, address, patterns),
    unnamed: unnamedOn(document, address, patterns),
    pictures_lost: lost,
  };
}

/** Browsers save a page's pictures as files beside it, some programs within it. */
function isLost(element: Element): boolean {
  const source = element.localName === "img" && element.getAttribute("src");
  return (
    typeof source === "string" && /^(?:data:image\/(?!svg)|cid:|\.{0,2}\/?[^:?#]+_files\/)/u.test(source)
  );
}

function tried(adapter: Adapter, document: Document, address: URL, patterns: Patterns): Tried {
  let extraction = NOTHING;
  let broken: string | null = null;
  try {
    extraction = adapter.extract(document, address, patterns);
  } catch (error) {
    broken = error instanceof BrokenPage ? error.expected : String(error);
  }
  const accounts = extraction.accounts.map(({ sighting }) => sighting);
  const seen = new Set(
    accounts.flatMap(({ ref, handle = null }) => [
      ref,
      `${adapter.id}:${handle ? keyOf({ id: null, handle }) : ""}`,
    ]),
  );
  const reader = readerOf(patterns);
  const linked = new Set<string>();
  for (const link of document.querySelectorAll("a[href]")) {
    const name = reader.nameOf(link, address);
    if (name) linked.add(`${adapter.id}:${keyOf(name)}`);
  }
  return {
    accounts: accounts.map(({ ref, display_name, handle, role, picture }) => ({
      ...{ ref, name: display_name ?? handle ?? null, role },
      pictured: Boolean(picture),
    })),
    lists: extraction.lists.map(({ kind, owner, members, displayedCount, ended }) => ({
      ...{ kind, owner, ended },
      members: members.length,
      displayed_count: displayedCount,
    })),
    broken,
    aside: [...linked].filter((key) => !seen.has(key)).length,
  };
}

const place = document.querySelector("[data-read]");
if (place) {
  const saved: SavedPage = await (await fetch("saved")).json();
  const answer = await fetch("tried", { method: "POST", body: JSON.stringify(tryPage(saved)) });
  place.textContent = await answer.text();
}
