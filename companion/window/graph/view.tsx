// The graph: a selection or a neighbourhood, drawn live, over time, with what stands behind each edge.

import type { Graph as Received } from "../../../shared/wire/types.gen";
import { address, type Place } from "../address";
import { ask, outcome } from "../companion";
import { Filters } from "../components/filters";
import { Empty, ProblemNote } from "../components/problem";
import { selectionOf, useTicked } from "../selection";
import { below, say } from "../texts";
import { useAsked } from "../view-data";
import { kindsOf } from "./controls";
import { GraphPanel } from "./graph-panel";

const t = below("graph");

export default function View({ place }: { place: Place }) {
  const ticked = useTicked();
  const around = place.query.get("around");
  const kinds = kindsOf(place);
  const asked = {
    selection: selectionOf(place),
    around: around ? around.split(",").map(Number) : null,
    kinds: kinds.filter((kind) => kind !== "shared"),
    shared: kinds.includes("shared"),
    drawing: nameOfDrawing(place),
  };
  const key = JSON.stringify(asked) + (place.query.get("ticked") ? [...ticked].join() : "");
  const { answer, problem, busy, again } = useAsked(
    async (signal) => ({
      key,
      name: asked.drawing,
      received: await outcome(await ask("POST", "graph", asked, signal), undefined, signal),
    }),
    [key],
    null,
  );
  return (
    <div class="graph-view">
      <header>
        <h1>{say("views.graph")}</h1>
        {answer && <Share received={answer.received} />}
        {busy && !answer && <p role="status">{t("making")}…</p>}
        <a href={address(["accounts"], place.query)}>{t("table")}</a>
      </header>
      {!around && <Filters place={place} />}
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer && answer.received.nodes.length === 0 && (
        <Empty title={t("empty")}>
          <p>{t("emptyWords")}</p>
        </Empty>
      )}
      {answer && answer.received.nodes.length > 0 && (
        <GraphPanel key={answer.key} place={place} received={answer.received} name={answer.name} />
      )}
    </div>
  );
}

/** How much of all is shown. */
function Share({ received: { nodes, edges, all_nodes, all_edges } }: { received: Received }) {
  const said = { nodes: nodes.length, allNodes: all_nodes, edges: edges.length, allEdges: all_edges };
  return (
    <p class="soft" role="status">
      {t("showing", said)} {(nodes.length < all_nodes || edges.length < all_edges) && t("leftOut")}
    </p>
  );
}

/** Under what name the places of a drawing are kept: what it is of. */
function nameOfDrawing(place: Place): string {
  const query = new URLSearchParams(place.query);
  for (const name of ["colour", "size"]) query.delete(name);
  return `graph?${query}`.slice(0, 200);
}
