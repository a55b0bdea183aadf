// What the drawing's colours mean: in the page, and in a picture that is saved.

import { useEffect, useState } from "preact/hooks";
import { below, say, written } from "../texts";
import { type ColourBy, type Coloured, coloursOf } from "./attributes";
import { CHANGE_COLOURS, type EdgeLook, type EdgeReason, edgeLooks } from "./edges";
import { dotsOf, HIGH, linesOf, type Sign, WIDE } from "./legend-sign";
import type { Drawing, Shown } from "./model";

const t = below("graph");

interface Row {
  name: string;
  colour: string;
  sign: Sign;
  count: number;
}

export interface LegendPart {
  title: string;
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
    { title: capitalised(t(`by.${colourBy}`)), rows: accountRows(drawing, colourBy, shown) },
    { title: say("common.edges"), rows: edgeRows(drawing, shown) },
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
    add(rows, each.name, each.colour, each.isAlone ? "block" : "disc");
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
        sign: "line",
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
        add(
          rows,
          nameOfEdge(reason, kinds[number] as string),
          colour,
          reason === "inside" ? "inside" : "line",
          count,
        );
  return commonestFirst(rows);
}

function add(rows: Map<string, Row>, name: string, colour: string, sign: Sign, count = 1): void {
  const before = rows.get(name);
  if (before) before.count += count;
  else rows.set(name, { name, colour, sign, count });
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
      {parts.map(({ title, rows }) => (
        <div key={title}>
          <h2>{title}</h2>
          <ul class="plain">
            {rows.map(({ name, colour, sign, count }) => (
              <li key={name}>
                <svg viewBox={`0 0 ${WIDE} ${HIGH}`} width={WIDE} height={HIGH} aria-hidden="true">
                  {dotsOf(sign, colour).map((dot) => (
                    <circle
                      key={`${dot.x} ${dot.y}`}
                      cx={dot.x}
                      cy={dot.y}
                      r={dot.radius}
                      fill={dot.colour}
                    />
                  ))}
                  {linesOf(sign, colour).map((line) => (
                    <path
                      key={line.from}
                      d={`M${line.from} ${HIGH / 2}H${line.to}`}
                      stroke={line.colour}
                      stroke-width="2"
                    />
                  ))}
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
