// Made-up graphs as the companion sends them.

import type { Shown } from "../../../companion/window/graph/model";
import type { GraphNode, Received } from "../../../companion/window/graph/received";
import type { GraphEdges } from "../../../shared/wire/types.gen";

export const SHOWN: Shown = {
  at: null,
  since: null,
  backbone: 0,
  edgesBy: "community",
  hidden: new Set(),
  focus: null,
  path: new Set(),
};

export function node(account: number, more: Partial<GraphNode> = {}): GraphNode {
  return {
    account,
    handle: `a${account}`,
    platform: "x",
    community: 0,
    degree: 1,
    pagerank: 0,
    core: 0,
    tags: [],
    x: null,
    y: null,
    ...more,
  } as GraphNode;
}

/** Of triples: positions of both ends, and a kind. */
export function edges(of: readonly (readonly [number, number, string])[]): GraphEdges {
  const column = (value: number) => of.map(() => value);
  const kinds = [...new Set(of.map(([, , kind]) => kind))];
  return {
    source: of.map(([source]) => source),
    target: of.map(([, target]) => target),
    kinds,
    times: [Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 2)],
    kind: of.map(([, , kind]) => kinds.indexOf(kind)),
    first_seen: column(0),
    last_seen: column(1),
    gone_by: column(-1),
    shared: [],
    weight: column(0.5),
  };
}

export function graph(nodes: GraphNode[], of: GraphEdges): Received {
  const communities = [...new Set(nodes.map((each) => each.community))]
    .filter((each) => each >= 0)
    .map((each) => ({ words: [], central: nodes.find(({ community }) => community === each)?.account ?? 0 }));
  return {
    nodes,
    edges: of,
    communities,
    settled: false,
    all_nodes: nodes.length,
    all_edges: of.source.length,
  };
}

/** `groups` communities of as many accounts each, of which nearly all edges run inside, and `alone` without one. */
export function simulated(groups: number, members: number, alone: number): Received {
  let state = 1;
  const below = (most: number) => {
    state = (state * 16807) % 2147483647;
    return state % most;
  };
  const count = groups * members;
  const ends = Array.from({ length: count * 4 }, (_, edge): [number, number, string] => {
    const one = edge % count;
    const other = below(8) > 0 ? (one % groups) + groups * below(members) : below(count);
    return [one, other, "follows"];
  });
  const degrees = new Map<number, number>();
  for (const [one, other] of ends)
    for (const end of [one, other]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
  const nodes = Array.from({ length: count + alone }, (_, at) =>
    node(at + 1, {
      community: at < count ? at % groups : -1,
      degree: degrees.get(at) ?? 0,
      ...(at < count && { x: below(2000) - 1000, y: below(2000) - 1000 }),
    }),
  );
  return graph(nodes, edges(ends));
}
