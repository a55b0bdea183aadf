// The edges that are shown, as a table: the one whose row is chosen is marked in the drawing, and opened beside it.

import { nameOf } from "../components/name";
import { Rows } from "../components/rows";
import { below, day, written } from "../texts";
import { edgeLooks, kindOf, timeOf } from "./edges";
import type { Drawing, Shown } from "./model";

const t = below("graph");

interface Asked {
  drawing: Drawing;
  listed: readonly number[];
  chosen: number | null;
  choose: (edge: number) => void;
  height: number;
}

export function EdgeTable({ drawing, listed, chosen, choose, height }: Asked) {
  const { nodes, edges } = drawing.received;
  const row = (index: number) => {
    const edge = listed[index] as number;
    const ends = [edges.source[edge], edges.target[edge]].map((end) => nodes[end as number]);
    const [source, target] = ends.map((node) => (node ? nameOf(node) : ""));
    const first = timeOf(edges, "first_seen", edge);
    const kind = kindOf(edges, edge);
    return (
      <tr key={edge} aria-rowindex={index + 2} class={edge === chosen ? "is-ticked" : ""}>
        <td>
          <button type="button" class="link" onClick={() => choose(edge)}>
            <bdi>{source}</bdi>
          </button>
        </td>
        <td>{t.known(`kind.${kind}`, kind)}</td>
        <td>
          <bdi>{target}</bdi>
        </td>
        <td class="number">{edges.shared[edge] ? written(edges.shared[edge] as number) : "–"}</td>
        <td class="number">{first === null ? "–" : day(new Date(first))}</td>
      </tr>
    );
  };
  return (
    <Rows
      count={listed.length}
      height={height}
      columns={5}
      label={t("edgeTable")}
      head={
        <tr>
          <th scope="col">{t("edgeFrom")}</th>
          <th scope="col">{t("edgeKind")}</th>
          <th scope="col">{t("edgeTo")}</th>
          <th scope="col" class="number">
            {t("edgeShared")}
          </th>
          <th scope="col" class="number">
            {t("edgeFirst")}
          </th>
        </tr>
      }
      row={row}
    />
  );
}

/** Those that are drawn now, the heaviest first. */
export function shownEdges(drawing: Drawing, shown: Shown): number[] {
  const look = edgeLooks(drawing, shown);
  const { weight } = drawing.received.edges;
  return [...weight.keys()]
    .filter((edge) => look(edge) !== null)
    .sort((one, other) => (weight[other] as number) - (weight[one] as number));
}
