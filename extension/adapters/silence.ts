// A page full of people of which nothing is recognised is told, at whatever address.

import { BrokenPage } from "./adapter";
import { isLoading } from "./lists";
import type { Name, Reader } from "./patterns";
import { firstAvatar } from "./picture";
import { keyOf } from "./places";

/** So many people linked by their pictures are no accident. */
const PEOPLE = 3;

/**
 * Throws BrokenPage where `area`, in which nobody was recognised, links several accounts by their pictures; `aside`
 * are parts that do not count.
 */
export function expectPeople(
  area: Element,
  platform: string,
  linked: (link: Element) => Name | null,
  reader: Reader,
  aside?: string,
): void {
  if (isLoading(area)) return;
  const people = new Set<string>();
  for (const link of area.querySelectorAll("a[href]")) {
    const name = linked(link);
    if (name && firstAvatar(link, reader)?.avatar.sighting && !(aside && link.closest(aside)))
      people.add(keyOf(name));
  }
  if (people.size >= PEOPLE) throw new BrokenPage(platform, "accounts");
}
