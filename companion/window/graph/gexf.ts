// The drawing as a GEXF file: what is shown of it, with its places, sizes and colours, for Gephi and Gephi Lite.

import Graph from "graphology";
import { write } from "graphology-gexf/browser";
import { handleOf } from "../components/name";
import { type Drawing, edgeColour, type Shown } from "./model";

type Attributes = Record<string, unknown>;

export function gexfOf({ graph }: Drawing, shown: Shown): string {
  const saved = new Graph<Attributes, Attributes>({ type: "mixed", multi: true });
  graph.forEachNode((key, { node, label, x, y, size, color }) => {
    if (shown.hidden.has(node.account)) return;
    const { platform, level, community, pagerank, degree, tags } = node;
    const known = { platform, handle: handleOf(node), level, degree, pagerank, tags: tags?.join(", ") };
    saved.addNode(key, {
      label,
      x,
      y,
      size,
      color: rgb(color),
      ...known,
      ...(community < 0 ? {} : { community }),
    });
  });
  graph.forEachEdge((key, look) => {
    const color = edgeColour(look, shown);
    if (color === null) return;
    const { kind, source, target, weight, first_seen, last_seen, gone_by } = look.edge;
    const attributes = { color: rgb(color), kind, weight, first_seen, last_seen, gone_by };
    // Only who follows whom, and who is a member of what, has a direction.
    const isDirected = kind === "follows" || kind === "member";
    if (isDirected) saved.addDirectedEdgeWithKey(key, source, target, attributes);
    else saved.addUndirectedEdgeWithKey(key, source, target, attributes);
  });
  return write(saved, { version: "1.3" });
}

/** As the writer gives it on in red, green and blue: `hex` is not known to every reader of GEXF 1.3. */
function rgb(colour: string): string {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  return hex ? `rgb(${hex.slice(1).map((part) => Number.parseInt(part, 16))})` : colour;
}
