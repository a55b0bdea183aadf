// The edges of a drawing, by columns as they were received: there may be many more than objects could be made of in time.

import type { GraphEdges } from "../../../shared/wire/types.gen";
import { COMMUNITY_COLOURS } from "../components/community-colours.gen";
import type { Drawing, Shown } from "./model";

/** `plain` where accounts wear the colours of something else, and so no community's can be told. */
export type EdgeColourBy = "community" | "kind" | "plain";

// Beside the dark ones of who follows whom, which are the page's own and so go with the light and the dark.
const KIND_COLOURS: Record<string, string> = { friend: "#1b8a6b", member: "#9c6644", shared: "#8250c4" };
export const CHANGE_COLOURS = { appeared: "#0072b2", ended: "#bc570e" } as const;
export const PATH_COLOUR = "#f2b705";

/** Why an edge looks as it does; of `inside` and `between` the communities, and the kinds, that is all there is to say. */
export type EdgeReason = "appeared" | "ended" | "path" | "inside" | "between" | "kind" | "plain";

export interface EdgeLook {
  colour: string;
  reason: EdgeReason;
}

/** How many edges there are. */
export function countOf(edges: GraphEdges): number {
  return edges.source.length;
}

export function kindOf(edges: GraphEdges, edge: number): string {
  return edges.kinds[edges.kind[edge] as number] as string;
}

/** Milliseconds since 1970; null where there is no such time. */
export function timeOf(
  edges: GraphEdges,
  of: "first_seen" | "last_seen" | "gone_by",
  edge: number,
): number | null {
  return edges.times[edges[of][edge] as number] ?? null;
}

/** The accounts at the ends of an edge. */
export function endsOf({ received: { nodes, edges } }: Drawing, edge: number): [number, number] {
  const [source, target] = [nodes[edges.source[edge] as number], nodes[edges.target[edge] as number]];
  return [source?.account as number, target?.account as number];
}

/** What is drawn of each edge now; null where it is not. Asked edge by edge, with what is the same for all of them
 * looked up before. */
export function edgeLooks(drawing: Drawing, shown: Shown): (edge: number) => EdgeLook | null {
  const { received, follows } = drawing;
  const { nodes, edges } = received;
  const { at, since, focus, hidden, path, backbone } = shown;
  const accounts = nodes.map((node) => node.account);
  const groups = nodes.map((node) => node.community);
  const kinds = new Map<string, EdgeLook>();
  const ofKind = (kind: string): EdgeLook => {
    const known = kinds.get(kind) ?? { colour: KIND_COLOURS[kind] ?? follows, reason: "kind" };
    kinds.set(kind, known);
    return known;
  };
  const plain: EdgeLook = { colour: follows, reason: "plain" };
  const between: EdgeLook = { colour: follows, reason: "between" };
  const inside = COMMUNITY_COLOURS.map((colour): EdgeLook => ({ colour, reason: "inside" }));
  const others: EdgeLook = { colour: follows, reason: "inside" };
  const appeared: EdgeLook = { colour: CHANGE_COLOURS.appeared, reason: "appeared" };
  const ended: EdgeLook = { colour: CHANGE_COLOURS.ended, reason: "ended" };
  const onPath: EdgeLook = { colour: PATH_COLOUR, reason: "path" };
  return (edge) => {
    const [source, target] = [edges.source[edge] as number, edges.target[edge] as number];
    const [one, other] = [accounts[source] as number, accounts[target] as number];
    if (focus !== null && one !== focus && other !== focus) return null;
    if ((edges.weight[edge] as number) < backbone) return null;
    if (hidden.size > 0 && (hidden.has(one) || hidden.has(other))) return null;
    if (at !== null && since !== null) {
      const [before, now] = [holds(edges, edge, since), holds(edges, edge, at)];
      if (!before && !now) return null;
      if (before !== now) return now ? appeared : ended;
    } else if (at !== null && !holds(edges, edge, at)) return null;
    if (path.size > 0 && path.has(one) && path.has(other)) return onPath;
    if (shown.edgesBy === "kind") return ofKind(kindOf(edges, edge));
    if (shown.edgesBy === "plain") return plain;
    const group = groups[source] as number;
    if (group < 0 || group !== groups[target]) return between;
    return inside[group] ?? others;
  };
}

/** Whether an edge is held to be there then: from its first sighting until a whole list lacks it. */
function holds(edges: GraphEdges, edge: number, at: number): boolean {
  const [first, gone] = [timeOf(edges, "first_seen", edge), timeOf(edges, "gone_by", edge)];
  return first === null || (first <= at && (gone === null || gone > at));
}

/** The span of time that the edges tell of, in milliseconds; null where none has a time. */
export function span(edges: GraphEdges): [number, number] | null {
  let [first, last] = [Infinity, -Infinity];
  for (let edge = 0; edge < countOf(edges); edge += 1) {
    const seen = timeOf(edges, "first_seen", edge);
    if (seen === null) continue;
    first = Math.min(first, seen);
    last = Math.max(last, timeOf(edges, "gone_by", edge) ?? timeOf(edges, "last_seen", edge) ?? seen);
  }
  return first <= last ? [first, last] : null;
}
