// The drawing as a GEXF file: what is shown of it, with its places, sizes and colours, for Gephi and Gephi Lite.

import Graph from "graphology";
import { write } from "graphology-gexf/browser";
import { handleOf } from "../components/name";
import { opacitiesOf } from "./edge-layer";
import { edgeLooks, endsOf, kindOf, timeOf } from "./edges";
import type { Drawing, Shown } from "./model";

/** Of an edge, in the unit of discs' sizes: where none is told, Gephi Lite draws a line that is hardly seen. */
const THICKNESS = 2;

type Attributes = Record<string, unknown>;

export function gexfOf(drawing: Drawing, shown: Shown): string {
  const { graph } = drawing;
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
  const { edges } = drawing.received;
  const lookOf = edgeLooks(drawing, shown);
  const opacity = opacitiesOf(drawing.received);
  edges.source.forEach((_, edge) => {
    const look = lookOf(edge);
    if (!look) return;
    const [source, target] = endsOf(drawing, edge);
    const kind = kindOf(edges, edge);
    const attributes = {
      color: rgb(look.colour, opacity(look.reason)),
      thickness: THICKNESS,
      kind,
      weight: edges.weight[edge],
      first_seen: asText(timeOf(edges, "first_seen", edge)),
      last_seen: asText(timeOf(edges, "last_seen", edge)),
      gone_by: asText(timeOf(edges, "gone_by", edge)),
    };
    // Only who follows whom, and who is a member of what, has a direction.
    const isDirected = kind === "follows" || kind === "member";
    if (isDirected) saved.addDirectedEdgeWithKey(edge, source, target, attributes);
    else saved.addUndirectedEdgeWithKey(edge, source, target, attributes);
  });
  return write(saved, { version: "1.3" });
}

function asText(time: number | null): string | undefined {
  return time === null ? undefined : new Date(time).toISOString();
}

/** As the writer gives it on in red, green and blue: `hex` is not known to every reader of GEXF 1.3. */
function rgb(colour: string, opacity = 1): string {
  const hex = /^#(..)(..)(..)$/.exec(colour)?.slice(1);
  if (!hex) return colour;
  const parts = hex.map((part) => Number.parseInt(part, 16));
  return opacity === 1 ? `rgb(${parts})` : `rgba(${parts},${opacity.toFixed(2)})`;
}
