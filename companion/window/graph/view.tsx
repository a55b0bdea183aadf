// The graph: a selection or a neighbourhood, drawn live, over time, with what stands behind each edge.

import type { Place } from "../address";
import { ask, outcome } from "../companion";
import { pageColour } from "../components/colours";
import { Empty, ProblemNote } from "../components/problem";
import { selectionOf, useTicked } from "../selection";
import { below } from "../texts";
import { useAsked } from "../view-data";
import { looksOf } from "./attributes";
import { Bar } from "./bar";
import { kindsOf } from "./controls";
import { GraphPanel } from "./graph-panel";
import { drawingOf, dress } from "./model";
import { receivedOf } from "./received";

const t = below("graph");

export default function View({ place }: { place: Place }) {
  useTicked(); // where only the ticked are meant
  const around = place.query.get("around");
  const kinds = kindsOf(place);
  const isLookedAt = (by: string) => ["size", "colour", "label"].some((name) => place.query.get(name) === by);
  const asked = {
    selection: selectionOf(place),
    around: around ? around.split(",").map(Number) : null,
    kinds: kinds.filter((kind) => kind !== "shared"),
    shared: kinds.includes("shared"),
    betweenness: isLookedAt("betweenness"),
    created: isLookedAt("created"),
    drawing: nameOfDrawing(place),
  };
  const key = JSON.stringify(asked);
  const { answer, problem, busy, again } = useAsked(
    async (signal) => {
      const graph = await outcome(await ask("POST", "graph", asked, signal), undefined, signal);
      await nextTask();
      const drawing = drawingOf(receivedOf(graph), pageColour("--ink-soft"));
      await nextTask();
      dress(drawing, ...looksOf(place));
      await nextTask();
      return { key, asked, drawing };
    },
    [key],
    null,
  );
  const received = answer?.drawing.received ?? null;
  const isEmpty = received?.nodes.length === 0;
  return (
    <div class="graph-view">
      <Bar place={place} received={received} open={isEmpty} />
      {busy && !answer && (
        <p role="status" class="making">
          {t("making")}…
        </p>
      )}
      {problem && <ProblemNote problem={problem} again={again} />}
      {isEmpty && (
        <Empty title={t("empty")}>
          <p>{t("emptyWords")}</p>
        </Empty>
      )}
      {answer && !isEmpty && (
        <GraphPanel key={answer.key} place={place} drawing={answer.drawing} asked={answer.asked} />
      )}
    </div>
  );
}

/** What was received, what is made of it and what is shown of that are tasks of their own: of 20,000 accounts each holds
 * the page up for a tenth of a second. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Under what name the places of a drawing are kept: what it is of. */
function nameOfDrawing(place: Place): string {
  const query = new URLSearchParams(place.query);
  for (const name of ["colour", "size", "label", "edges"]) query.delete(name);
  return `graph?${query}`.slice(0, 200);
}
