// Where the camera stands at first, so that the drawing fits into what nothing lies over; and what it sees.

import type { AbstractGraph } from "graphology-types";
import type Sigma from "sigma";
import type { CameraState } from "sigma/types";
import { type Bounds, boundsOf } from "./bounds";
import type { Bounds as StageBounds } from "./label-collisions";
import type { NodeLook } from "./model";

const MARGIN = 16;
/** What lies over the drawing leaves it at least so much of the stage, or is not heeded. */
const LEAST = 0.5;
const QUARTER = Math.PI / 2;
/** It is turned only where it gets so much larger by that. */
const TURNED = 0.8;

/** Where the camera shows all of the drawing between what lies over its stage at the top, on the right and at the
 * bottom; turned by a quarter where it is wide and its place is high. */
export function framed(sigma: Sigma<NodeLook>, stage: Element): CameraState {
  const discs = boundsOfDiscs(sigma.getGraph());
  const camera = sigma.getCamera();
  const fits = freeParts(stage).flatMap((free) =>
    [0, QUARTER].map((angle) => {
      const box = onStage(sigma, discs, { ...camera.getState(), angle });
      const ratio = Math.max(
        (box.right - box.left) / Math.max(1, free.right - free.left - 2 * MARGIN),
        (box.bottom - box.top) / Math.max(1, free.bottom - free.top - 2 * MARGIN),
      );
      return { free, angle, ratio, cost: angle === 0 ? ratio * TURNED : ratio };
    }),
  );
  const best = fits.reduce((one, other) => (other.cost < one.cost ? other : one));
  const state = { ...camera.getState(), angle: best.angle, ratio: camera.ratio * best.ratio };
  const middle = sigma.viewportToFramedGraph(middleOf(onStage(sigma, discs, state)), { cameraState: state });
  const free = sigma.viewportToFramedGraph(middleOf(best.free), { cameraState: state });
  return { ...state, x: state.x + middle.x - free.x, y: state.y + middle.y - free.y };
}

/** The parts of the stage that nothing lies over, in pixels: beside the legend, and below it. */
function freeParts(stage: Element): StageBounds[] {
  const all = stage.getBoundingClientRect();
  const box = (name: string) => stage.querySelector(name)?.getBoundingClientRect();
  const aside = box("aside");
  const [left, top] = [0, (box(".tools")?.bottom ?? all.top) - all.top];
  const [right, bottom] = [all.width, (box(".times")?.top ?? all.bottom) - all.top];
  if (!aside) return [{ left, right, top, bottom }];
  const beside = { left, right: aside.left - all.left, top, bottom };
  const below = { left, right, top: Math.max(top, aside.bottom - all.top), bottom };
  const parts = [beside, below].filter(
    (part) => part.right > all.width * LEAST && part.bottom - part.top > all.height * LEAST,
  );
  return parts.length > 0 ? parts : [{ left, right, top, bottom }];
}

/** What lies over the drawing on its stage, in pixels. */
export function coverings(stage: Element): StageBounds[] {
  const all = stage.getBoundingClientRect();
  return [...stage.querySelectorAll(".tools, aside > *, .times")].map((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left: left - all.left, right: right - all.left, top: top - all.top, bottom: bottom - all.top };
  });
}

/** Where a part of the drawing is on the stage, in pixels: a box around it, however it is turned. */
export function onStage(sigma: Sigma<NodeLook>, part: Bounds, cameraState: CameraState): StageBounds {
  const corners = cornersOf(part).map((corner) => sigma.graphToViewport(corner, { cameraState }));
  const [across, down] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return {
    left: Math.min(...across),
    right: Math.max(...across),
    top: Math.min(...down),
    bottom: Math.max(...down),
  };
}

/** Between the corners of the stage, in the drawing's unit. */
export function seenPart(sigma: Sigma<NodeLook>): Bounds {
  const { width, height } = sigma.getDimensions();
  const corners = cornersOf({ left: 0, right: width, low: 0, high: height }).map((corner) =>
    sigma.viewportToGraph(corner),
  );
  return boundsOf(Float32Array.from(corners.flatMap(({ x, y }) => [x, y]))) as Bounds;
}

function cornersOf({ left, right, low, high }: Bounds): Point[] {
  return [left, right].flatMap((x) => [low, high].map((y) => ({ x, y })));
}

function middleOf({ left, right, top, bottom }: StageBounds): Point {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
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
