// The slim bar above the drawing: of how much it shows what, and, folded below one line, whom and what it shows and how.

import { siteName } from "../../../shared/site-names";
import { address, type Place } from "../address";
import { Choice, chosen } from "../components/choice";
import { Filters } from "../components/filters";
import { Floating } from "../components/floating";
import { OnlyTicked } from "../components/only-ticked";
import { isOnlyTicked } from "../selection";
import { below, day, say } from "../texts";
import { COLOURS, LABELS, SIZES } from "./attributes";
import { EDGE_COLOURS, Kinds, kindsOf } from "./controls";
import type { Received } from "./received";

const t = below("graph");

interface Asked {
  place: Place;
  received: Received | null;
  /** Whether the rest of the page waits for what is chosen here. */
  open: boolean;
}

export function Bar({ place, received, open }: Asked) {
  return (
    <header>
      <h1>{say("views.graph")}</h1>
      {received ? <Share received={received} /> : null}
      <a href={address(["accounts"], place.query)}>{t("table")}</a>
      <OnlyTicked place={place} />
      <Floating kind="choices" name="graph" open={open} words={summary(place)}>
        <div class="card">
          {!place.query.get("around") && <Filters place={place} ticks={false} />}
          <div class="appearance">
            <Kinds place={place} />
            <Choice
              name="colour"
              label={t("colour")}
              value={chosen(place, "colour", COLOURS)}
              options={COLOURS.map((each) => [each, t(`by.${each}`)])}
              place={place}
            />
            <Choice
              name="size"
              label={say("common.size")}
              value={chosen(place, "size", SIZES)}
              options={SIZES.map((each) => [each, t(`by.${each}`)])}
              place={place}
            />
            <Choice
              name="label"
              label={t("label")}
              value={chosen(place, "label", LABELS)}
              options={LABELS.map((each) => [each, t(`by.${each}`)])}
              place={place}
            />
            <Choice
              name="edges"
              label={t("edgeColour")}
              value={chosen(place, "edges", EDGE_COLOURS)}
              options={EDGE_COLOURS.map((each) => [each, t(`by.${each}`)])}
              place={place}
            />
          </div>
        </div>
      </Floating>
    </header>
  );
}

/** How much of all is shown. */
function Share({ received: { nodes, edges, all_nodes, all_edges } }: { received: Received }) {
  const said = { nodes: nodes.length, allNodes: all_nodes, edges: edges.source.length, allEdges: all_edges };
  const isAll = nodes.length === all_nodes && edges.source.length === all_edges;
  return (
    <p class="soft" role="status">
      {isAll ? t("showingAll", said) : `${t("showing", said)} ${t("leftOut")}`}
    </p>
  );
}

/** Whom, which edges, in which colours: what is chosen, in one line. */
function summary(place: Place): string {
  const kinds = kindsOf(place).map((kind) => t(`kind.${kind}`));
  return [
    filtered(place).join(", ") || (isOnlyTicked(place) ? "" : t("everybody")),
    kinds.join(", ") || t("noEdges"),
    `${t("colour")}: ${t(`by.${chosen(place, "colour", COLOURS)}`)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

function filtered({ query }: Place): string[] {
  const f = below("filters");
  const said: Record<string, (value: string) => string> = {
    around: (value) => t("aroundSome", { count: value.split(",").length }),
    accounts: (value) => say("common.accounts", { count: value.split(",").length }),
    search: (value) => `“${value}”`,
    platform: siteName,
    level: (value) =>
      value === "strong" || value === "some" ? `${say("common.evidence")}: ${f(value)}` : value,
    reused: (value) => `${f("reused")}: ${f(value === "1" ? "onOthers" : "onNone")}`,
    case: () => say("common.case"),
    tag: (value) => `${say("common.tag")}: ${value}`,
    community: (value) => `${say("common.community")} ${value}`,
    group_of: (value) => `${say("common.community")} ${value}`,
    capture: () => say("lists.inOne"),
    seen_from: (value) => `${f("seenFrom")} ${day(new Date(value))}`,
    seen_to: (value) => `${f("seenTo")} ${day(new Date(value))}`,
    hidden: () => f("hidden"),
  };
  return Object.entries(said).flatMap(([name, words]) => {
    const value = query.get(name);
    return value ? [words(value)] : [];
  });
}
