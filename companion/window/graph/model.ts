// The drawing's data: what each account looks like, and what is shown at a time.

import Graph from "graphology";
import { OTHERS } from "../components/community-colours.gen";
import { nameOf } from "../components/name";
import { type ColourBy, coloursOf, type LabelBy, labelOf, numbersOf, type SizeBy } from "./attributes";
import type { EdgeColourBy } from "./edges";
import type { GraphNode, Received } from "./received";

export interface Drawing {
  /** The accounts, in the order in which they were received. */
  graph: Graph<NodeLook>;
  received: Received;
  /** The accounts that each has an edge with, by number. */
  neighbours: (account: number) => ReadonlySet<number>;
  /** The colour of what is no community's. */
  follows: string;
  /** Whether everybody has a place where no disc hides another. */
  placed: boolean;
  /** What its accounts are coloured, sized and labelled by. */
  worn: string;
}

/** Places and sizes are in one unit: half of the drawing's width without those that have no edge is about 1,000. */
export interface NodeLook {
  x: number;
  y: number;
  size: number;
  color: string;
  label: string;
  node: GraphNode;
}

/** What is shown now; the rest is there, and hidden. */
export interface Shown {
  /** Milliseconds; null shows every edge. */
  at: number | null;
  /** What changed between two times is coloured. */
  since: number | null;
  /** Only edges at least so heavy, 0..1. */
  backbone: number;
  edgesBy: EdgeColourBy;
  hidden: ReadonlySet<number>;
  focus: number | null;
  path: ReadonlySet<number>;
}

/** So much of the drawing's square is covered by discs. */
const DENSITY = 0.14;
const SQUARE = 2000 ** 2;
const LARGEST = 42;

/** Whether an account stands back, as it is neither the one that is focused nor has an edge with it. */
export function isPassedOver({ neighbours }: Drawing, { focus }: Shown, account: number): boolean {
  return focus !== null && focus !== account && !neighbours(focus).has(account);
}

/** `follows`: the colour of edges that are no community's. */
export function drawingOf(received: Received, follows: string): Drawing {
  const graph = new Graph<NodeLook>();
  for (const node of received.nodes) {
    const [x, y] = [node.x ?? 0, node.y ?? 0];
    graph.addNode(node.account, { x, y, size: 1, color: OTHERS, label: nameOf(node), node });
  }
  const placed = received.settled;
  return { graph, received, neighbours: neighboursIn(received), follows, placed, worn: "" };
}

function neighboursIn({ nodes, edges }: Received): Drawing["neighbours"] {
  const known = new Map<number, Set<number>>();
  return (account) => {
    const before = known.get(account);
    if (before) return before;
    const position = nodes.findIndex((node) => node.account === account);
    const found = new Set<number>();
    edges.source.forEach((source, edge) => {
      const target = edges.target[edge] as number;
      if (source === position) found.add(nodes[target]?.account as number);
      if (target === position) found.add(nodes[source]?.account as number);
    });
    known.set(account, found);
    return found;
  };
}

/** Nothing is done where they wear it already. */
export function dress(drawing: Drawing, colourBy: ColourBy, sizeBy: SizeBy, labelBy: LabelBy = "name"): void {
  const worn = [colourBy, sizeBy, labelBy].join(" ");
  if (drawing.worn === worn) return;
  drawing.worn = worn;
  const { graph, received } = drawing;
  const colours = coloursOf(received, colourBy);
  const sizes = sizesOf(numbersOf(received.nodes, sizeBy));
  let next = 0;
  // Without graphology's event, for which Sigma would look at each; who draws looks at `worn`.
  graph.forEachNode((_, look) => {
    look.size = sizes[next] as number;
    look.color = colours[next]?.colour ?? OTHERS;
    look.label = labelOf(look.node, labelBy);
    next += 1;
  });
}

/** The radius of each disc, so that all together cover the same part of a drawing, of few and of many. */
export function sizesOf(values: readonly number[]): Float32Array {
  const most = values.reduce((largest, value) => Math.max(largest, value), 1e-12);
  const wide = Float32Array.from(values, (value) => 1 + 2.5 * Math.sqrt(value / most));
  const area = wide.reduce((sum, each) => sum + Math.PI * each * each, 0);
  const scale = Math.min(Math.sqrt((DENSITY * SQUARE) / Math.max(area, 1)), LARGEST / 3.5);
  return wide.map((each) => each * scale);
}
