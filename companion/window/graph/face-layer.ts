// Profile pictures on the discs, once so few are seen and so large that faces can be told.

import type Sigma from "sigma";
import { drawFace, type Face, faceRadius, keptFaces } from "./faces";
import { seenPart } from "./frame-camera";
import { type Drawing, isPassedOver, type NodeLook, type Shown } from "./model";

/** A disc's radius in pixels from which on it wears its picture; if more such discs are seen than so many, none does. */
const LEAST_RADIUS = 12;
const MOST_SEEN = 60;
/** Pictures come when the drawing has stood still for so long. */
const REST_MS = 120;

interface Now {
  drawing: Drawing;
  shown: Shown;
  chosen: number | null;
}

/** Draws them at each frame; gives what is drawn now, by account. */
export function faceLayer(sigma: Sigma<NodeLook>, now: () => Now): () => ReadonlyMap<number, Face> {
  const faces = keptFaces();
  const below = layer(sigma, "faces", { beforeLayer: "labels" });
  // The disc that is pointed at and those that are chosen are drawn again by Sigma, over all others.
  const above = layer(sigma, "chosenFaces", { afterLayer: "hoverNodes" });
  let drawn: ReadonlyMap<number, Face> = new Map();
  let pointedAt: number | null = null;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const paint = () => {
    const { drawing, shown, chosen } = now();
    const near = nearDiscs(sigma, drawing, shown);
    const found = new Map<number, Face>();
    below.clean();
    above.clean();
    for (const { node, x, y, size } of near) {
      const face = faces.of(node.account);
      if (!face) continue;
      found.set(node.account, face);
      const isAbove = node.account === pointedAt || node.account === chosen || shown.path.has(node.account);
      const { context } = isAbove ? above : below;
      drawFace(context, face, sigma.graphToViewport({ x, y }), faceRadius(sigma.scaleSize(size)));
    }
    drawn = found;
    clearTimeout(rest);
    const missing = near.map(({ node }) => node.account).filter((each) => faces.of(each) === undefined);
    if (missing.length > 0)
      rest = setTimeout(() => void faces.load(missing).then(() => sigma.scheduleRender()), REST_MS);
  };
  const pointAt = (account: number | null) => {
    pointedAt = account;
    paint();
  };
  sigma.on("afterRender", paint);
  sigma.on("enterNode", ({ node }) => pointAt(Number(node)));
  sigma.on("leaveNode", () => pointAt(null));
  sigma.on("kill", () => clearTimeout(rest));
  return () => drawn;
}

/** The discs that wear their pictures, where they are seen now. */
function nearDiscs(sigma: Sigma<NodeLook>, drawing: Drawing, shown: Shown): NodeLook[] {
  const { left, right, low, high } = seenPart(sigma);
  const least = LEAST_RADIUS / sigma.scaleSize(1);
  const near: NodeLook[] = [];
  drawing.graph.forEachNode((_, look) => {
    const { x, y, size, node } = look;
    if (size < least || x + size < left || x - size > right || y + size < low || y - size > high) return;
    if (!shown.hidden.has(node.account) && !isPassedOver(drawing, shown, node.account)) near.push(look);
  });
  return near.length <= MOST_SEEN ? near : [];
}

interface Layer {
  context: CanvasRenderingContext2D;
  /** Empties it, as large as the drawing is now, to be drawn on in the page's pixels. */
  clean: () => void;
}

function layer(
  sigma: Sigma<NodeLook>,
  name: string,
  where: { beforeLayer: string } | { afterLayer: string },
): Layer {
  const canvas = sigma.createCanvas(name, where);
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  const clean = () => {
    const { width, height } = sigma.getDimensions();
    const [wide, high] = [width * devicePixelRatio, height * devicePixelRatio];
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
  };
  return { context, clean };
}
