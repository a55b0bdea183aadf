// What communities are called, and where their names stand.

import { COMMUNITY_COLOURS } from "../components/community-colours.gen";
import { nameOf } from "../components/name";
import { below } from "../texts";
import type { Bounds } from "./bounds";
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
  colour: string;
  around: Bounds;
}

/** The names of the communities that have a colour, each with what most of those shown of it lie in. */
export function placedNames({ graph, received }: Drawing, shown: Shown): PlacedName[] {
  const members = COMMUNITY_COLOURS.map((): { x: number[]; y: number[] } => ({ x: [], y: [] }));
  graph.forEachNode((_, { node, x, y }) => {
    if (shown.hidden.has(node.account)) return;
    members[node.community]?.x.push(x);
    members[node.community]?.y.push(y);
  });
  return communityNames(received).flatMap((name, number) => {
    const of = members[number];
    if (!of || of.x.length < FEWEST_NAMED) return [];
    const [[left, right], [low, high]] = [mostOf(of.x), mostOf(of.y)];
    return [{ name, colour: COMMUNITY_COLOURS[number] as string, around: { left, right, low, high } }];
  });
}

/** What nine of ten values lie between. */
function mostOf(values: number[]): [number, number] {
  const sorted = values.sort((one, other) => one - other);
  const few = Math.floor(sorted.length / 20);
  return [sorted[few] as number, sorted[sorted.length - 1 - few] as number];
}
