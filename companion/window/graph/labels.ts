// How names are written beside nodes: readable over what is drawn below them, in the light and in the dark.

import {
  drawDiscNodeLabel,
  type NodeHoverDrawingFunction,
  type NodeLabelDrawingFunction,
} from "sigma/rendering";
import { pageColour } from "../components/colours";
import { type Bounds, isFree } from "./label-collisions";
import type { NodeLook } from "./model";

const AROUND = 2;

/** Writes names with a seam in the sheet's colour, none over another; `begin` a drawing anew. */
export function labelsApart(): { begin: () => void; label: NodeLabelDrawingFunction<NodeLook> } {
  let taken: Bounds[] = [];
  return {
    begin: () => {
      taken = [];
    },
    label: (context, node, settings) => {
      if (!node.label) return;
      context.font = fontOf(settings);
      // Where Sigma's own function writes it.
      const [x, y] = [node.x + node.size + 3, node.y + settings.labelSize / 3];
      const right = x + context.measureText(node.label).width + AROUND;
      const bounds = { left: x - AROUND, right, top: y - settings.labelSize, bottom: y + 2 * AROUND };
      if (!isFree(bounds, taken)) return;
      context.strokeStyle = pageColour("--sheet");
      context.lineWidth = 2 * AROUND;
      context.lineJoin = "round";
      context.strokeText(node.label, x, y);
      drawDiscNodeLabel(context, node, settings);
    },
  };
}

/** The name of the node under the pointer, or the chosen one, on a piece of the sheet that lies above the rest. */
export const hoverLabel: NodeHoverDrawingFunction<NodeLook> = (context, node, settings) => {
  context.save();
  context.fillStyle = pageColour("--sheet");
  context.shadowColor = "#000";
  context.shadowBlur = 8;
  context.beginPath();
  context.arc(node.x, node.y, node.size + AROUND, 0, 2 * Math.PI);
  if (node.label) {
    context.font = fontOf(settings);
    const high = settings.labelSize + 4 * AROUND;
    const wide = node.size + context.measureText(node.label).width + 4 * AROUND;
    context.roundRect(node.x, node.y - high / 2, wide, high, 4);
  }
  context.fill();
  context.restore();
  drawDiscNodeLabel(context, node, settings);
};

function fontOf(settings: { labelWeight: string; labelSize: number; labelFont: string }): string {
  return `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
}
