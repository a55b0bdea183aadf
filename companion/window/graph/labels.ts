// How names are written over what is drawn: readable in the light and in the dark, and none over another.

import type Sigma from "sigma";
import {
  drawDiscNodeLabel,
  type NodeHoverDrawingFunction,
  type NodeLabelDrawingFunction,
} from "sigma/rendering";
import { pageColour } from "../components/colours";
import type { PlacedName } from "./communities";
import { coverings, onStage } from "./frame-camera";
import { type Bounds, DESCENT, DOT, groupNamePlaces, HALO, isFree } from "./label-collisions";
import type { NodeLook } from "./model";

const AROUND = 2;
const FONT = "system-ui, sans-serif";
/** A community's name, in a window of the usual width and in a narrow one. */
const [LARGE, SMALL] = [15, 12];
const NARROW = 700;

export interface Labels {
  label: NodeLabelDrawingFunction<NodeLook>;
  /** Writes names of communities, too, which come before those of accounts. */
  name: (sigma: Sigma<NodeLook>, names: () => readonly PlacedName[]) => void;
}

/** Writes names with a seam in the sheet's colour, none over another nor below what lies over the stage. */
export function labelsApart(stage: Element | null): Labels {
  let taken: Bounds[] = [];
  let room = Infinity;
  const label: Labels["label"] = (context, node, settings) => {
    if (!node.label) return;
    context.font = fontOf(settings);
    // Where Sigma's own function writes it.
    const [x, y] = [node.x + node.size + 3, node.y + settings.labelSize / 3];
    const right = x + context.measureText(node.label).width + AROUND;
    const bounds = { left: x - AROUND, right, top: y - settings.labelSize, bottom: y + 2 * AROUND };
    if (right > room || !isFree(bounds, taken)) return;
    seam(context, node.label, x, y);
    drawDiscNodeLabel(context, node, settings);
  };
  const name: Labels["name"] = (sigma, names) => {
    const context = sigma.getCanvases().labels?.getContext("2d");
    if (!context) return;
    let high = LARGE;
    let written: { name: string; colour: string; place: Bounds }[] = [];
    // From here on, and not before, Sigma knows where the accounts stand in what it draws now.
    sigma.on("afterClear", () => {
      taken = stage ? coverings(stage) : [];
      const { width } = sigma.getDimensions();
      room = width;
      high = width < NARROW ? SMALL : LARGE;
      context.font = `650 ${high}px ${FONT}`;
      const cameraState = sigma.getCamera().getState();
      const all = names();
      const sizes = all.map(({ name, around }) => {
        const discs = onStage(sigma, around, cameraState);
        return { wide: context.measureText(DOT + name).width + 2 * HALO, discs };
      });
      const places = groupNamePlaces(sizes, high + 2 * HALO, sigma.getDimensions(), taken);
      written = all.flatMap(({ name, colour }, number) => {
        const place = places[number];
        return place ? [{ name, colour, place }] : [];
      });
    });
    sigma.on("afterRender", () => {
      context.font = `650 ${high}px ${FONT}`;
      for (const { name, colour, place } of written) {
        const [x, y] = [place.left + HALO, place.bottom - HALO - DESCENT * high];
        seam(context, DOT + name, x, y, HALO);
        context.fillStyle = colour;
        context.fillText(DOT, x, y);
        context.fillStyle = pageColour("--ink");
        context.fillText(name, x + context.measureText(DOT).width, y);
      }
    });
  };
  return { label, name };
}

function seam(context: CanvasRenderingContext2D, text: string, x: number, y: number, wide = AROUND): void {
  context.strokeStyle = pageColour("--sheet");
  context.lineWidth = 2 * wide;
  context.lineJoin = "round";
  context.strokeText(text, x, y);
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
