// What the drawing shows and how: its colours, sizes, kinds of edges and backbone.

import type { GraphEdges } from "../../../shared/wire/types.gen";
import { go, type Place, withQuery } from "../address";
import { Tickbox } from "../components/fields";
import { EDGE_KINDS } from "../selection";
import { below, say } from "../texts";
import type { EdgeColourBy } from "./edges";

const t = below("graph");

export const EDGE_COLOURS = ["community", "kind"] as const satisfies EdgeColourBy[];
const KINDS = [...EDGE_KINDS, "shared"] as const;
type Kind = (typeof KINDS)[number];

/** The kinds of edges that a place asks for. */
export function kindsOf(place: Place): Kind[] {
  const asked: readonly string[] = place.query.get("kinds")?.split(",") ?? ["follows", "friend"];
  return KINDS.filter((kind) => asked.includes(kind));
}

export function Kinds({ place }: { place: Place }) {
  const now = kindsOf(place);
  const turn = (kind: Kind) => {
    const next = now.includes(kind) ? now.filter((each) => each !== kind) : [...now, kind];
    go(withQuery(place, { kinds: next.join(",") || null }), { replace: true });
  };
  return (
    <fieldset>
      <legend class="said">{say("common.edges")}</legend>
      {KINDS.map((kind) => (
        <Tickbox key={kind} checked={now.includes(kind)} set={() => turn(kind)}>
          {t(`kind.${kind}`)}
        </Tickbox>
      ))}
    </fieldset>
  );
}

/** Only edges at least so heavy, 0..1. */
export function Backbone({
  edges,
  least,
  set,
}: {
  edges: GraphEdges;
  least: number;
  set: (least: number) => void;
}) {
  const { weight } = edges;
  const share = weight.filter((each) => each >= least).length / Math.max(1, weight.length);
  return (
    <label class="backbone">
      <span class="soft">
        {t("backbone")}: {least === 0 ? t("backboneAll") : t("backboneWords", { share })}
      </span>
      <input
        type="range"
        min="0"
        max="0.99"
        step="0.01"
        value={least}
        onInput={(event) => set(Number(event.currentTarget.value))}
      />
    </label>
  );
}
