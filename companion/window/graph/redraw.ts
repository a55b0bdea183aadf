// Draws what moved a slice at a time: 20,000 edges at once would hold the page up.

import type Sigma from "sigma";
import type { EdgeLook, NodeLook } from "./model";

const SLICE_MS = 40;
const AT_ONCE = 250;

/** Resolves once every node and edge is drawn where the graph has it, or `left` says that nobody looks any more. The
 * nodes must fill the same box as before: only a whole refresh measures it. */
export async function redraw(sigma: Sigma<NodeLook, EdgeLook>, left: AbortSignal): Promise<void> {
  let until = performance.now() + SLICE_MS;
  for (const partialGraph of slices(sigma)) {
    if (performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve));
      if (left.aborted) return;
      until = performance.now() + SLICE_MS;
    }
    sigma.refresh({ partialGraph, skipIndexation: true, schedule: true });
  }
}

/** Nodes first: an edge is drawn between where its ends were drawn. */
function* slices(sigma: Sigma<NodeLook, EdgeLook>): Generator<{ nodes: string[] } | { edges: string[] }> {
  const [nodes, edges] = [sigma.getGraph().nodes(), sigma.getGraph().edges()];
  for (let at = 0; at < nodes.length; at += AT_ONCE) yield { nodes: nodes.slice(at, at + AT_ONCE) };
  for (let at = 0; at < edges.length; at += AT_ONCE) yield { edges: edges.slice(at, at + AT_ONCE) };
}
