// How names are written beside nodes: readable over what is drawn below them, in the light and in the dark.

import {
  drawDiscNodeLabel,
  type NodeHoverDrawingFunction,
  type NodeLabelDrawingFunction,
} from "sigma/rendering";
import { pageColour } from "../parts/colours";
import type { EdgeLook, NodeLook } from "./model";

const AROUND = 2;

/** A name with a seam in the sheet's colour. */
export const label: NodeLabelDrawingFunction<NodeLook, EdgeLook> = (context, node, settings) => {
  if (!node.label) return;
  context.font = fontOf(settings);
  context.strokeStyle = pageColour("--sheet");
  context.lineWidth = 2 * AROUND;
  context.lineJoin = "round";
  // Where Sigma's own function writes it.
  context.strokeText(node.label, node.x + node.size + 3, node.y + settings.labelSize / 3);
  drawDiscNodeLabel(context, node, settings);
};

/** The name of the node under the pointer, or the chosen one, on a piece of the sheet that lies above the rest. */
export const hoverLabel: NodeHoverDrawingFunction<NodeLook, EdgeLook> = (context, node, settings) => {
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
