// What the drawing's colours mean: in the page, and in a picture that is saved.

import { useEffect, useState } from "preact/hooks";
import { OTHERS } from "../components/community-colours.gen";
import { below, say, written } from "../texts";
import { type ColourBy, type Coloured, coloursOf } from "./attributes";
import { CHANGE_COLOURS, type EdgeLook, type EdgeReason, edgeLooks } from "./edges";
import type { Drawing, Shown } from "./model";

const t = below("graph");

interface Row {
  name: string;
  colour: string;
  count: number;
}

export interface LegendPart {
  title: string;
  /** Accounts are dots, and edges are lines. */
  of: "accounts" | "edges";
  rows: Row[];
}

/** The legend of what is shown now, in a task of its own: to count 130,000 edges takes as long as to draw them. */
export function useLegend(drawing: Drawing, colourBy: ColourBy, shown: Shown): readonly LegendPart[] {
  const [legend, setLegend] = useState<readonly LegendPart[]>([]);
  useEffect(() => {
    const counting = setTimeout(() => setLegend(legendOf(drawing, colourBy, shown)));
    return () => clearTimeout(counting);
  }, [drawing, colourBy, shown]);
  return legend;
}

/** The colours of what is shown now, each with how many have it. */
export function legendOf(drawing: Drawing, colourBy: ColourBy, shown: Shown): LegendPart[] {
  const parts: LegendPart[] = [
    { title: capitalised(t(`by.${colourBy}`)), of: "accounts", rows: accountRows(drawing, colourBy, shown) },
    { title: say("common.edges"), of: "edges", rows: edgeRows(drawing, shown) },
  ];
  return parts.filter(({ rows }) => rows.length > 0);
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function accountRows({ received }: Drawing, colourBy: ColourBy, shown: Shown): Row[] {
  const rows = new Map<string, Row>();
  const said = new Map<string, Coloured>();
  coloursOf(received, colourBy).forEach((each, at) => {
    if (shown.hidden.has(received.nodes[at]?.account as number)) return;
    add(rows, each.name, each.colour);
    said.set(each.name, each);
  });
  const rank = ({ name }: Row) => (said.get(name)?.isRest ? Infinity : (said.get(name)?.order ?? 0));
  return commonestFirst(rows).sort((one, other) => rank(one) - rank(other) || 0);
}

function edgeRows(drawing: Drawing, shown: Shown): Row[] {
  const rows = new Map<string, Row>();
  if (shown.at !== null && shown.since !== null) {
    for (const change of ["appeared", "ended"] as const)
      rows.set(t(`change.${change}`), {
        name: t(`change.${change}`),
        colour: CHANGE_COLOURS[change],
        count: 0,
      });
  }
  const lookOf = edgeLooks(drawing, shown);
  const { kind, kinds } = drawing.received.edges;
  const counts = new Map<EdgeLook, number[]>();
  kind.forEach((number, edge) => {
    const look = lookOf(edge);
    if (!look) return;
    const known = counts.get(look) ?? kinds.map(() => 0);
    known[number] = (known[number] as number) + 1;
    counts.set(look, known);
  });
  for (const [{ reason, colour }, known] of counts)
    for (const [number, count] of known.entries())
      if (count > 0)
        add(rows, nameOfEdge(reason, kinds[number] as string), reason === "inside" ? OTHERS : colour, count);
  return commonestFirst(rows);
}

function add(rows: Map<string, Row>, name: string, colour: string, count = 1): void {
  const before = rows.get(name);
  if (before) before.count += count;
  else rows.set(name, { name, colour, count });
}

function commonestFirst(rows: ReadonlyMap<string, Row>): Row[] {
  return [...rows.values()].sort((one, other) => other.count - one.count);
}

function nameOfEdge(reason: EdgeReason, kind: string): string {
  if (reason === "kind" || reason === "plain") return t.known(`kind.${kind}`, kind);
  if (reason === "path") return t("onPath");
  return reason === "inside" || reason === "between" ? t(`edge.${reason}`) : t(`change.${reason}`);
}

export function Legend({ parts }: { parts: readonly LegendPart[] }) {
  return (
    <details class="legend" open={matchMedia("(width >= 1000px) and (height >= 480px)").matches}>
      <summary>{t("legend")}</summary>
      {parts.map(({ title, of, rows }) => (
        <div key={of}>
          <h2>{title}</h2>
          <ul class="plain">
            {rows.map(({ name, colour, count }) => (
              <li key={name}>
                <svg viewBox="0 0 16 10" width="16" height="10" aria-hidden="true">
                  {of === "accounts" ? (
                    <circle cx="8" cy="5" r="5" fill={colour} />
                  ) : (
                    <path d="M0 5h16" stroke={colour} stroke-width="2" />
                  )}
                </svg>
                <bdi>{name}</bdi> <span class="soft">{written(count)}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  );
}
