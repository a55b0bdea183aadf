import type { CaptureKind, PageKind, Role } from "../../shared/wire/types.gen";
import type { Adapter, Extraction, Patterns } from "./adapter";
import { readCount } from "./counts";
import { expectSomething } from "./lists";
import { type Name, type Reader, readerOf } from "./patterns";
import { firstAvatar } from "./picture";
import { keyOf } from "./places";
import { Sightings } from "./sightings";
import { firstTextElement, TEXT_LENGTH, textOf } from "./text";
import { momentIn } from "./times";

const HANDLE = "[\\w.-]{1,64}";

const patterns: Patterns = {
  hosts: ["127\\.0\\.0\\.1(?::\\d+)?"],
  accounts: [`/demo/@(?<handle>${HANDLE})/?(?:\\?.*)?`],
  reserved: [],
  redirects: [],
  lists: [{ kind: "friends", path: `/demo/@(?<handle>${HANDLE})/friends/?(?:\\?.*)?` }],
  avatars: ["127\\.0\\.0\\.1(?::\\d+)?/demo/portraits/(?<id>\\d+\\.jpg)$"],
  placeholders: [],
  larger: [],
  home: { id: null, handle: null },
};

/** The companion's own made-up site. */
export const demo: Adapter = {
  id: "demo",
  pages: ["http://127.0.0.1/demo/*"],
  pictureHosts: ["http://127.0.0.1/*"],
  patterns,
  matches: (address) => readerOf(patterns).isOwn(address) && /^\/demo(?:\/|$)/u.test(address.pathname),
  extract: (document, address, corrected = patterns) => extract(document, address, readerOf(corrected)),
};

function extract(document: Document, address: URL, reader: Reader): Extraction {
  const main = document.querySelector("main[data-eyeline-demo]") ?? document.body;
  const kind = (main.getAttribute("data-eyeline-demo") ?? "other") as PageKind;
  const seen = new Sightings("demo", reader);
  const places = [...main.querySelectorAll("[data-demo-account]")];
  if (places.length === 0) expectSomething(main, "demo", `a ${kind}`);
  for (const place of places) {
    const name = nameOf(place);
    if (name) seen.see({ name, ...read(place, name, address, reader) });
  }
  for (const list of main.querySelectorAll("[data-demo-list]")) {
    const rows = [...list.querySelectorAll("[data-demo-account]")];
    seen.list({
      kind: list.getAttribute("data-demo-list") as CaptureKind,
      owner: { id: null, handle: list.getAttribute("data-owner") },
      displayedCount: readCount(list.getAttribute("data-displayed-count")),
      ended: list.querySelector("[data-demo-end]") !== null,
      members: rows.flatMap((row) => nameOf(row) ?? []),
    });
  }
  for (const post of main.querySelectorAll("[data-demo-post]")) {
    const account = nameOf(post.querySelector("[data-demo-account]") ?? post);
    const object = `${address.origin}/demo/posts/${post.getAttribute("data-demo-post")}`;
    const text = textOf(post.querySelector(".text"), TEXT_LENGTH);
    if (account) seen.act({ account, kind: "posts", object, text, ...momentIn(post) });
    for (const share of post.querySelectorAll("[data-demo-share]")) {
      const sharer = nameOf(share);
      if (sharer) seen.act({ account: sharer, kind: "shares", object, text, ...momentIn(share) });
    }
  }
  return seen.finish(kind, address, document.title);
}

function nameOf(place: Element): Name | null {
  const handle = place.getAttribute("data-demo-account");
  return handle && new RegExp(`^${HANDLE}$`, "u").test(handle) ? { id: null, handle } : null;
}

function read(place: Element, name: Name, address: URL, reader: Reader) {
  const links = [...place.querySelectorAll("a[href]")];
  const own = links.filter((link) => {
    const leadsTo = reader.nameOf(link, address);
    return leadsTo && keyOf(leadsTo) === keyOf(name);
  });
  const anchor = own.map(firstTextElement).find((element) => element !== null) ?? null;
  const friends = readCount(place.querySelector("[data-count-friends]")?.getAttribute("data-count-friends"));
  const posts = readCount(place.querySelector("[data-count-posts]")?.getAttribute("data-count-posts"));
  return {
    role: place.getAttribute("data-demo-role") as Role,
    anchor,
    displayName: textOf(anchor),
    bio: textOf(place.querySelector(".bio"), TEXT_LENGTH),
    counts: friends === null && posts === null ? null : { friends, posts },
    avatar: firstAvatar(place, reader)?.avatar ?? null,
  };
}
