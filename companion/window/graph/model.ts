// The drawing's data: what each node and edge looks like, and what is shown at a time.

import Graph from "graphology";
import type { GraphEdge, GraphNode, Graph as Received } from "../../../shared/wire/types.gen";
import { COMMUNITY_COLOURS, OTHERS } from "../components/community-colours.gen";
import { nameOf } from "../components/name";
import { fill } from "./bounds";

export type ColourBy = "community" | "level" | "platform";
export type SizeBy = "degree" | "pagerank";

export interface Drawing {
  graph: Graph<NodeLook, EdgeLook>;
  received: Received;
}

export interface NodeLook {
  x: number;
  y: number;
  size: number;
  color: string;
  label: string;
  node: GraphNode;
}

export interface EdgeLook {
  size: number;
  color: string;
  edge: GraphEdge;
}

/** What is shown now; the rest is there, and hidden. */
export interface Shown {
  /** Milliseconds; null shows every edge. */
  at: number | null;
  /** What changed between two times is coloured. */
  since: number | null;
  /** Only edges at least so heavy, 0..1. */
  backbone: number;
  hidden: ReadonlySet<number>;
  focus: number | null;
  path: ReadonlySet<number>;
}

const LEVEL_COLOURS = { strong: "#f2b705", some: "#f7d976", none: OTHERS } as const;
// Beside the dark ones of who follows whom, which are the page's own and so go with the light and the dark.
const KIND_COLOURS: Record<string, string> = { friend: "#1b8a6b", member: "#9c6644", shared: "#8250c4" };
export const CHANGE_COLOURS = { appeared: "#0072b2", ended: "#bc570e" } as const;
export const PATH_COLOUR = "#f2b705";

/** `follows`: the colour of edges that follow. */
export function drawingOf(received: Received, follows: string): Drawing {
  const graph: Graph<NodeLook, EdgeLook> = new Graph({ type: "undirected", multi: true });
  const places = placesOf(received.nodes);
  received.nodes.forEach((node, index) => {
    graph.addNode(node.account, {
      x: places[2 * index] as number,
      y: places[2 * index + 1] as number,
      size: 3,
      color: OTHERS,
      label: nameOf(node),
      node,
    });
  });
  for (const edge of received.edges) {
    const color = KIND_COLOURS[edge.kind] ?? follows;
    graph.addEdge(edge.source, edge.target, { size: 1, color, edge });
  }
  return { graph, received };
}

/** x and y of each; where nobody put one yet, on a spiral, the same each time, so that the layout begins apart. */
function placesOf(nodes: readonly GraphNode[]): Float32Array {
  const places = nodes.flatMap(({ x, y }, index) => {
    const angle = index * 2.399963;
    const far = Math.sqrt(index + 1) * 10;
    return [x ?? far * Math.cos(angle), y ?? far * Math.sin(angle)];
  });
  return fill(Float32Array.from(places));
}

export function dress({ graph, received }: Drawing, colourBy: ColourBy, sizeBy: SizeBy): void {
  const platforms = [...new Set(received.nodes.map((node) => node.platform))].sort();
  const most = received.nodes.reduce((largest, node) => Math.max(largest, node[sizeBy]), 1e-12);
  const crowd = Math.min(1, Math.sqrt(120 / received.nodes.length));
  graph.updateEachNodeAttributes(
    (_, look) => ({
      ...look,
      size: 2 + 2 * crowd + 11 * crowd * Math.sqrt(look.node[sizeBy] / most),
      color: colourOf(look.node, colourBy, platforms),
    }),
    { attributes: ["size", "color"] },
  );
}

export function colourOf(node: GraphNode, colourBy: ColourBy, platforms: readonly string[]): string {
  if (colourBy === "level") return LEVEL_COLOURS[node.level ?? "none"];
  const number = colourBy === "community" ? node.community : platforms.indexOf(node.platform);
  return COMMUNITY_COLOURS[number] ?? OTHERS;
}

/** Whether an edge is held to be there then: from its first sighting until a whole list lacks it. */
function holds(edge: GraphEdge, at: number): boolean {
  if (!edge.first_seen) return true;
  return Date.parse(edge.first_seen) <= at && (!edge.gone_by || Date.parse(edge.gone_by) > at);
}

/** What is drawn of an edge now: its colour, or null where it is not. */
export function edgeColour(look: EdgeLook, shown: Shown): string | null {
  const { edge } = look;
  const { focus } = shown;
  if (focus !== null && edge.source !== focus && edge.target !== focus) return null;
  if ((edge.weight ?? 1) < shown.backbone) return null;
  if (shown.hidden.has(edge.source) || shown.hidden.has(edge.target)) return null;
  if (shown.at !== null && shown.since !== null) {
    const [before, now] = [holds(edge, shown.since), holds(edge, shown.at)];
    if (!before && !now) return null;
    if (before !== now) return now ? CHANGE_COLOURS.appeared : CHANGE_COLOURS.ended;
  } else if (shown.at !== null && !holds(edge, shown.at)) return null;
  if (shown.path.size > 0 && shown.path.has(edge.source) && shown.path.has(edge.target)) return PATH_COLOUR;
  return look.color;
}

/** The span of time that the edges tell of, in milliseconds; null where none has a time. */
export function span(received: Received): [number, number] | null {
  let [first, last] = [Infinity, -Infinity];
  for (const edge of received.edges) {
    if (!edge.first_seen) continue;
    first = Math.min(first, Date.parse(edge.first_seen));
    last = Math.max(last, Date.parse(edge.gone_by ?? edge.last_seen ?? edge.first_seen));
  }
  return first <= last ? [first, last] : null;
}
