// ForceAtlas2 (Jacomy et al. 2014, PLoS ONE 9:e98679) of graphology, with its forces and speeds kept from round to round:
// its `assign` would forget them at each step.

import { inferSettings } from "graphology-layout-forceatlas2";
import defaults from "graphology-layout-forceatlas2/defaults.js";
import iterate from "graphology-layout-forceatlas2/iterate.js";

const OF_NODE = 10;
const OF_EDGE = 3;
const [MASS, CONVERGENCE, SIZE] = [6, 7, 8];
const THETA = 1.2;
/** From so many on forces of far nodes are taken together. */
const MANY = 500;

export interface Forces {
  /** One round more. */
  round: () => void;
  /** x and y of each now. */
  places: () => Float32Array;
}

/** `ends`: pairs of positions; `weights`: one for each pair. */
export function forcesOf(places: Float32Array, ends: Uint32Array, weights: Float32Array): Forces {
  const count = places.length / 2;
  const nodes = new Float32Array(count * OF_NODE);
  const edges = new Float32Array(weights.length * OF_EDGE);
  for (let at = 0; at < count; at += 1) {
    const node = at * OF_NODE;
    nodes.set(places.subarray(2 * at, 2 * at + 2), node);
    for (const property of [MASS, CONVERGENCE, SIZE]) nodes[node + property] = 1;
  }
  weights.forEach((weight, edge) => {
    const [one, other] = [(ends[2 * edge] as number) * OF_NODE, (ends[2 * edge + 1] as number) * OF_NODE];
    nodes[one + MASS] = (nodes[one + MASS] as number) + weight;
    nodes[other + MASS] = (nodes[other + MASS] as number) + weight;
    edges.set([one, other, weight], edge * OF_EDGE);
  });
  const settings = {
    ...defaults,
    ...inferSettings(count),
    barnesHutOptimize: count > MANY,
    barnesHutTheta: THETA,
  };
  return {
    round: () => iterate(settings, nodes, edges),
    places: () => {
      const now = new Float32Array(2 * count);
      for (let at = 0; at < count; at += 1) now.set(nodes.subarray(at * OF_NODE, at * OF_NODE + 2), 2 * at);
      return now;
    },
  };
}

/** How far the rounds will spread so many nodes and edges, at most: where repulsion and gravity are even. */
export function spreadOf(nodes: number, edges: number): number {
  const { scalingRatio = 1, gravity = 1 } = inferSettings(nodes);
  return Math.sqrt((scalingRatio / gravity) * (nodes + 2 * edges));
}
