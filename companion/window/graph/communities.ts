// What communities are called, and where their names stand.

import { COMMUNITY_COLOURS } from "../components/community-colours.gen";
import { nameOf } from "../components/name";
import { below } from "../texts";
import type { Drawing, Shown } from "./model";
import type { Received } from "./received";

const t = below("graph");

/** Of fewer accounts a name would hide what it names. */
const FEWEST_NAMED = 6;

const known = new WeakMap<Received, string[]>();

/** By number: their words, else who is central. */
export function communityNames(received: Received): string[] {
  const before = known.get(received);
  if (before) return before;
  const people = new Map(received.nodes.map((node) => [node.account, node]));
  const names = received.communities.map(({ words, central }) => {
    const person = people.get(central);
    return words.length > 0 || !person ? `“${words.join(", ")}”` : t("aroundWhom", { name: nameOf(person) });
  });
  known.set(received, names);
  return names;
}

export interface PlacedName {
  name: string;
  x: number;
  y: number;
}

/** The names of the communities that have a colour, each in the middle of those that are shown of it. */
export function placedNames({ graph, received }: Drawing, shown: Shown): PlacedName[] {
  const members = COMMUNITY_COLOURS.map((): { x: number[]; y: number[] } => ({ x: [], y: [] }));
  graph.forEachNode((_, { node, x, y }) => {
    if (shown.hidden.has(node.account)) return;
    members[node.community]?.x.push(x);
    members[node.community]?.y.push(y);
  });
  return communityNames(received).flatMap((name, number) => {
    const of = members[number];
    return of && of.x.length >= FEWEST_NAMED ? [{ name, x: middle(of.x), y: middle(of.y) }] : [];
  });
}

function middle(values: number[]): number {
  return values.sort((one, other) => one - other)[values.length >> 1] as number;
}
