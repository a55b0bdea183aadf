// Lays a graph out away from the page's own thread: ForceAtlas2 (Jacomy et al. 2014), a few rounds at a time, telling
// where everything stands after each.

import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import { fill } from "./bounds";

export interface Order {
  /** Pairs of positions in the list of nodes. */
  ends: Uint32Array<ArrayBuffer>;
  /** x and y of each node. */
  places: Float32Array<ArrayBuffer>;
  rounds: number;
}

export interface Step {
  /** x and y of each node, filling the drawing's square. */
  places: Float32Array;
  done: number;
}

const AT_ONCE = 5;

addEventListener("message", ({ data }: MessageEvent<Order>) => {
  const graph = new Graph({ type: "undirected", multi: false });
  const count = data.places.length / 2;
  for (let node = 0; node < count; node += 1) {
    graph.addNode(node, { x: data.places[2 * node], y: data.places[2 * node + 1] });
  }
  for (let edge = 0; edge < data.ends.length; edge += 2) {
    const [source, target] = [data.ends[edge], data.ends[edge + 1]];
    if (source !== target) graph.mergeEdge(source, target);
  }
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: count > 500 };
  for (let done = AT_ONCE; done <= data.rounds; done += AT_ONCE) {
    forceAtlas2.assign(graph, { iterations: AT_ONCE, settings });
    const places = new Float32Array(2 * count);
    for (let node = 0; node < count; node += 1) {
      const at = graph.getNodeAttributes(node);
      places[2 * node] = at.x;
      places[2 * node + 1] = at.y;
    }
    const step: Step = { places: fill(places), done };
    postMessage(step, { transfer: [places.buffer] });
  }
});
