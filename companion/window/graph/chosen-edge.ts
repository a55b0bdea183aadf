// The edge that was clicked, over all others.

import type Sigma from "sigma";
import { pageColour } from "../components/colours";
import { controlOf } from "./curve";
import { isCurved } from "./edge-layer";
import { PATH_COLOUR } from "./edges";
import type { Drawing, NodeLook } from "./model";

/** Draws it at each frame below the accounts, on a layer that Sigma has for names of edges and clears itself. */
export function drawChosenEdge(
  sigma: Sigma<NodeLook>,
  now: () => { drawing: Drawing; edge: number | null },
): void {
  const context = sigma.getCanvases().edgeLabels?.getContext("2d");
  sigma.on("afterRender", () => {
    const { drawing, edge } = now();
    if (!context || edge === null) return;
    const { nodes, edges } = drawing.received;
    const ends = [edges.source[edge], edges.target[edge]].map((at) => nodes[at as number]?.account);
    const [from, to] = ends.map((account) => drawing.graph.getNodeAttributes(account));
    if (!from || !to) return;
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const bend = isCurved(edges.source.length) ? controlOf(from, to) : middle;
    const [one, between, other] = [from, bend, to].map((at) => sigma.graphToViewport(at)) as [
      Point,
      Point,
      Point,
    ];
    context.lineCap = "round";
    for (const [colour, width] of [
      [pageColour("--ink"), 6],
      [PATH_COLOUR, 3.5],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(one.x, one.y);
      context.quadraticCurveTo(between.x, between.y, other.x, other.y);
      context.stroke();
    }
  });
}

interface Point {
  x: number;
  y: number;
}
