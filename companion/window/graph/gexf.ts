// The drawing as a GEXF file: what is shown of it, with its places, sizes and colours, for Gephi and Gephi Lite.

import Graph from "graphology";
import { write } from "graphology-gexf/browser";
import { handleOf } from "../components/name";
import { type EdgeReason, edgeLooks, endsOf, kindOf, timeOf } from "./edges";
import type { Drawing, Shown } from "./model";

/** Gephi Lite draws an edge as thick as its weight, in the unit of discs' sizes: below 1 it is hardly seen. */
const [THIN, THICK] = [1, 4];
/** How much of its colour an edge keeps, the rest being white: Gephi Lite draws what is translucent in another colour. */
const DARK: Partial<Record<EdgeReason, number>> = { inside: 0.5, between: 0.25, kind: 0.5, plain: 0.5 };

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
  edges.source.forEach((_, edge) => {
    const look = lookOf(edge);
    if (!look) return;
    const [source, target] = endsOf(drawing, edge);
    const kind = kindOf(edges, edge);
    const strength = edges.weight[edge] as number;
    const attributes = {
      color: rgb(look.colour, DARK[look.reason]),
      kind,
      weight: THIN + (THICK - THIN) * strength,
      strength,
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
function rgb(colour: string, dark = 1): string {
  const hex = /^#(..)(..)(..)$/.exec(colour)?.slice(1);
  const mixed = (part: string) => Math.round(255 + dark * (Number.parseInt(part, 16) - 255));
  return hex ? `rgb(${hex.map(mixed)})` : colour;
}
