// Where the camera stands at first, so that the drawing fits into what nothing lies over; and what it sees.

import type { AbstractGraph } from "graphology-types";
import type Sigma from "sigma";
import type { CameraState } from "sigma/types";
import type { Bounds } from "./bounds";
import type { NodeLook } from "./model";

const MARGIN = 16;
/** What lies over the drawing leaves it at least so much of the stage, or is not heeded. */
const LEAST = 0.5;

/** Where the camera shows all of the drawing between what lies over its stage at the top, on the right and at the
 * bottom. */
export function framed(sigma: Sigma<NodeLook>, stage: Element): CameraState {
  const all = stage.getBoundingClientRect();
  const box = (name: string) => stage.querySelector(name)?.getBoundingClientRect() ?? null;
  const top = (box(".tools")?.bottom ?? all.top) - all.top;
  const right = (box("aside")?.left ?? all.right) - all.left;
  const bottom = (box(".times")?.top ?? all.bottom) - all.top;
  const [wide, high] = [right > all.width * LEAST ? right : all.width, bottom - top];
  const discs = boundsOfDiscs(sigma.getGraph());
  const cameraState = sigma.getCamera().getState();
  const corners = [
    sigma.graphToViewport({ x: discs.left, y: discs.low }, { cameraState }),
    sigma.graphToViewport({ x: discs.right, y: discs.high }, { cameraState }),
  ];
  const [one, other] = corners as [Point, Point];
  const camera = sigma.getCamera();
  const ratio = Math.max(
    Math.abs(other.x - one.x) / Math.max(1, wide - 2 * MARGIN),
    Math.abs(other.y - one.y) / Math.max(1, high - 2 * MARGIN),
  );
  const state = { ...camera.getState(), ratio: camera.ratio * ratio };
  const middle = sigma.viewportToFramedGraph(
    { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
    { cameraState },
  );
  const free = sigma.viewportToFramedGraph({ x: wide / 2, y: top + high / 2 }, { cameraState: state });
  return { ...state, x: state.x + middle.x - free.x, y: state.y + middle.y - free.y };
}

/** Between the corners of the stage, in the drawing's unit. */
export function seenPart(sigma: Sigma<NodeLook>): Bounds {
  const { width, height } = sigma.getDimensions();
  const [one, other] = [
    sigma.viewportToGraph({ x: 0, y: height }),
    sigma.viewportToGraph({ x: width, y: 0 }),
  ];
  return { left: one.x, low: one.y, right: other.x, high: other.y };
}

/** Around whole discs, where Sigma's box is around their middles. */
function boundsOfDiscs(graph: AbstractGraph<NodeLook>): Bounds {
  const found = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity };
  graph.forEachNode((_, { x, y, size }) => {
    found.left = Math.min(found.left, x - size);
    found.right = Math.max(found.right, x + size);
    found.low = Math.min(found.low, y - size);
    found.high = Math.max(found.high, y + size);
  });
  return found;
}

interface Point {
  x: number;
  y: number;
}
