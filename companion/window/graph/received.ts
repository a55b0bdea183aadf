// A graph as it is looked at: its accounts one by one, which come by columns.

import type { Graph, GraphNodes } from "../../../shared/wire/types.gen";

/** An account of a drawing: what stands at one position of each column. */
export type GraphNode = { [Column in keyof GraphNodes]: NonNullable<GraphNodes[Column]>[number] };

export interface Received extends Omit<Graph, "nodes"> {
  nodes: readonly GraphNode[];
}

export function receivedOf({ nodes: columns, ...rest }: Graph): Received {
  const known = Object.entries(columns).filter(([, values]) => values);
  const nodes = columns.account.map((_, at) => {
    const node: Record<string, unknown> = {};
    for (const [name, values] of known) node[name] = values[at];
    return node as GraphNode;
  });
  return { ...rest, nodes };
}
