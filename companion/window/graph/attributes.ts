// What accounts can be coloured and sized by.

import { siteName } from "../../../shared/site-names";
import type { Place } from "../address";
import { chosen } from "../components/choice";
import { COMMUNITY_COLOURS, OTHERS } from "../components/community-colours.gen";
import { handleOf, nameOf } from "../components/name";
import { below, day, written } from "../texts";
import { communityNames } from "./communities";
import type { GraphNode, Received } from "./received";

const t = below("graph");

const CLASSES = ["community", "level", "platform", "tag"] as const;
const NUMBERS = ["degree", "pagerank", "betweenness", "core", "followers", "created"] as const;
type ClassName = (typeof CLASSES)[number];
type NumberName = (typeof NUMBERS)[number];
export type ColourBy = ClassName | NumberName;
export type SizeBy = NumberName;
export type LabelBy = "name" | "handle" | "tag" | NumberName;
export const LABELS: readonly LabelBy[] = ["name", "handle", "tag", ...NUMBERS];
export const COLOURS: readonly ColourBy[] = [...CLASSES, ...NUMBERS];
export const SIZES: readonly SizeBy[] = NUMBERS;

/** What a place asks accounts to be coloured, sized and labelled by. */
export function looksOf(place: Place): [ColourBy, SizeBy, LabelBy] {
  return [chosen(place, "colour", COLOURS), chosen(place, "size", SIZES), chosen(place, "label", LABELS)];
}

const LEVEL_COLOURS = { strong: "#f2b705", some: "#f7d976", none: OTHERS } as const;
/** From little to much, told apart by lightness alone. */
const STEPS = ["#d9c7f2", "#b89be3", "#936fcb", "#6d48a8", "#472a78"];

/** A colour with what it says. */
export interface Coloured {
  colour: string;
  name: string;
  /** Where it stands in a legend that begins with the commonest: null, or the place in an order of its own. */
  order: number | null;
  /** What is said of the rest comes last. */
  isRest: boolean;
  /** Who has no edge: as grey as others, and told apart by how they stand. */
  isAlone?: true;
}

/** The colour of each account, in the order received. */
export function coloursOf(received: Received, by: ColourBy): Coloured[] {
  if (NUMBERS.some((name) => name === by)) return byNumber(received.nodes, by as NumberName);
  const rest = (name: string): Coloured => ({ colour: OTHERS, name, order: null, isRest: true });
  const one = (colour: string | undefined, name: string): Coloured =>
    colour ? { colour, name, order: null, isRest: false } : rest(t("others"));
  if (by === "level")
    return received.nodes.map(({ level }) =>
      level === "strong" || level === "some"
        ? one(LEVEL_COLOURS[level], t(`level.${level}`))
        : rest(t("level.none")),
    );
  if (by === "platform") {
    const order = commonest(received.nodes.map((node) => node.platform));
    return received.nodes.map(({ platform }) =>
      one(COMMUNITY_COLOURS[order.indexOf(platform)], siteName(platform)),
    );
  }
  if (by === "tag") {
    const order = commonest(received.nodes.flatMap((node) => node.tags ?? []));
    return received.nodes.map(({ tags }) => {
      const tag = order.find((each) => tags?.includes(each));
      return tag === undefined ? rest(t("untagged")) : one(COMMUNITY_COLOURS[order.indexOf(tag)], tag);
    });
  }
  const names = communityNames(received);
  return received.nodes.map(({ community }) =>
    community < 0
      ? { ...rest(t("alone")), isAlone: true }
      : one(COMMUNITY_COLOURS[community], names[community] ?? t("others")),
  );
}

function commonest(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([value]) => value);
}

/** In steps that so many accounts each have a part of; a step in which nobody is, is left out. */
function byNumber(nodes: readonly GraphNode[], by: NumberName): Coloured[] {
  const known = nodes.flatMap((node) => node[by] ?? []).sort((one, other) => one - other);
  const bounds = STEPS.map((_, step) => known[Math.floor((step * known.length) / STEPS.length)] ?? 0);
  return nodes.map((node) => {
    const value = node[by];
    if (value == null) return { colour: OTHERS, name: t("unknown"), order: null, isRest: true };
    const step = bounds.reduce((last, bound, at) => (value >= bound ? at : last), 0);
    const name = t(by === "created" ? "orLater" : "atLeast", { value: inWords(bounds[step] ?? 0, by) });
    return { colour: STEPS[step] as string, name, order: step, isRest: false };
  });
}

/** What stands beside an account; nothing where it is not known. */
export function labelOf(node: GraphNode, by: LabelBy): string {
  if (by === "name") return nameOf(node);
  if (by === "handle") return handleOf(node);
  if (by === "tag") return node.tags?.join(", ") ?? "";
  const value = node[by];
  return value == null ? "" : inWords(value, by);
}

function inWords(value: number, of: NumberName): string {
  return of === "created" ? day(new Date(value)) : written(value, { maximumSignificantDigits: 3 });
}

/** The number of each account; where none is known, as if it were the least. A time counts from the earliest. */
export function numbersOf(nodes: readonly GraphNode[], by: SizeBy): number[] {
  const least =
    by === "created" ? nodes.reduce((first, { created }) => Math.min(first, created ?? first), Infinity) : 0;
  return nodes.map((node) => (node[by] ?? least) - least || 0);
}
