// The live drawing. Where WebGL is missing or lost, `failed` hears of it.

import { useEffect, useMemo, useRef } from "preact/hooks";
import Sigma from "sigma";
import { createEdgeCompoundProgram } from "sigma/rendering";
import { pageColour } from "../components/colours";
import { drawChosenEdge } from "./chosen-edge";
import { type PlacedName, placedNames } from "./communities";
import { type EdgeLayer, edgeLayer } from "./edge-layer";
import { faceLayer } from "./face-layer";
import { framed, seenPart } from "./frame-camera";
import { hoverLabel, labelsApart } from "./labels";
import type { Point } from "./lasso";
import type { LegendPart } from "./legend";
import { type Drawing, isPassedOver, type NodeLook, type Shown } from "./model";
import { edgeNear } from "./nearest";
import { ALL_SEEN, type Seen } from "./picture";
import { rimmedPoint } from "./rimmed-point";

/** What draws, as others see it. */
export interface Stage {
  lookAt: (account: number) => void;
  /** Where a point of the stage, in pixels, is in the drawing. */
  placeOf: (point: Point) => Point;
  /** Shows all of it again. */
  whole: () => void;
  /** What is seen of the drawing: all of it at first. */
  seen: () => Seen;
}

export interface Asked {
  drawing: Drawing;
  shown: Shown;
  legend: readonly LegendPart[];
  chosen: number | null;
  chosenEdge: number | null;
  onNode: (account: number) => void;
  onEdge: (edge: number) => void;
  onNothing: () => void;
  failed: () => void;
  stage: { current: Stage | null };
  label: string;
  namesCommunities: boolean;
  /** How often it was laid out: its accounts stand elsewhere each time. */
  layouts: number;
}

/** From so much nearer on only a part is seen. */
const NEARER = 0.9;

interface Renderer {
  sigma: Sigma<NodeLook>;
  /** Null until the accounts are drawn. */
  edges: EdgeLayer | null;
}

/** Draws nothing while it is made: to make what draws and to draw 20,000 accounts are tasks of their own. */
class Unhurried extends Sigma<NodeLook> {
  readonly isMade = true;

  override refresh(how?: Parameters<Sigma["refresh"]>[0]) {
    return this.isMade ? super.refresh(how) : this;
  }
}

export function Canvas(asked: Asked) {
  const place = useRef<HTMLDivElement>(null);
  const now = useRef(asked);
  now.current = asked;
  const renderer = useRef<Renderer | null>(null);
  const isNew = useRef(false);
  const named = useRef<readonly PlacedName[]>([]);
  named.current = useMemo(
    () => (asked.namesCommunities ? placedNames(asked.drawing, asked.shown) : []),
    [asked.drawing, asked.shown.hidden, asked.layouts, asked.namesCommunities],
  );

  useEffect(() => {
    if (!place.current) return;
    let sigma: Sigma<NodeLook>;
    const { label, name } = labelsApart(place.current.closest(".stage"));
    try {
      const ours = { ...settings(now), defaultDrawNodeLabel: label };
      sigma = new Unhurried(asked.drawing.graph, place.current, ours);
    } catch {
      now.current.failed();
      return;
    }
    // Empty; to show it takes as long as to show one that is not.
    hide(sigma.getCanvases().edges);
    const canvas = place.current;
    const around = canvas.closest(".stage");
    const made: Renderer = { sigma, edges: null };
    renderer.current = made;
    isNew.current = true;
    canvas.ariaBusy = "true";
    let whole = 1;
    sigma.once("afterProcess", () => {
      // Without the camera's event, after which it would all be drawn twice.
      if (around) Object.assign(sigma.getCamera(), framed(sigma, around));
      whole = sigma.getCamera().ratio;
    });
    const paint = () => {
      made.edges = edgeLayer(sigma, asked.drawing.received.edges.source.length, () => {
        canvas.ariaBusy = "false";
      });
      if (!made.edges) return now.current.failed();
      made.edges.paint(now.current.drawing, now.current.shown);
    };
    let next = setTimeout(() => {
      isNew.current = false;
      sigma.refresh();
      next = setTimeout(paint);
    });
    name(sigma, () => named.current);
    drawChosenEdge(sigma, () => ({ drawing: now.current.drawing, edge: now.current.chosenEdge }));
    const faces = faceLayer(sigma, () => now.current);
    sigma.on("clickNode", ({ node }) => now.current.onNode(Number(node)));
    sigma.on("clickStage", ({ event }) => {
      const edge = edgeNear(sigma, now.current.drawing, now.current.shown, event);
      if (edge === null) now.current.onNothing();
      else now.current.onEdge(edge);
    });
    for (const layer of Object.values(sigma.getCanvases())) {
      layer.addEventListener(
        "webglcontextlost",
        () => renderer.current?.sigma === sigma && now.current.failed(),
      );
    }
    // Sigma itself only heeds the browser's window.
    const resized = new ResizeObserver(() => {
      const { width, height } = sigma.getDimensions();
      if (canvas.offsetWidth !== width || canvas.offsetHeight !== height) sigma.scheduleRender();
    });
    resized.observe(canvas);
    // Names keep clear of what lies over the drawing, also once that has grown.
    const covered = new ResizeObserver(() => sigma.scheduleRender());
    for (const over of around?.querySelectorAll(".tools, aside, .times") ?? []) covered.observe(over);
    asked.stage.current = {
      placeOf: (point) => sigma.viewportToGraph(point),
      whole: () => around && sigma.getCamera().setState(framed(sigma, around)),
      seen: () => ({
        part: sigma.getCamera().ratio < whole * NEARER ? seenPart(sigma) : ALL_SEEN.part,
        faces: faces(),
      }),
      lookAt: (account) => {
        const at = sigma.getNodeDisplayData(`${account}`);
        if (at) void sigma.getCamera().animate({ x: at.x, y: at.y, ratio: 0.25 }, { duration: 300 });
      },
    };
    return () => {
      clearTimeout(next);
      resized.disconnect();
      covered.disconnect();
      asked.stage.current = null;
      renderer.current = null;
      sigma.kill();
    };
  }, [asked.drawing]);

  useEffect(() => {
    // A new renderer draws all of it by itself.
    if (isNew.current) return;
    renderer.current?.sigma.scheduleRefresh();
    renderer.current?.edges?.paint(asked.drawing, asked.shown);
  }, [asked.drawing, asked.shown, asked.drawing.worn, asked.chosen, asked.layouts]);

  useEffect(() => void renderer.current?.sigma.scheduleRender(), [asked.chosenEdge]);

  return <div class="canvas" ref={place} role="img" aria-label={asked.label} />;
}

/** Edges are on a layer of ours, and Sigma's programs for them take long to make. */
const NO_EDGES = createEdgeCompoundProgram<NodeLook>([]);

function hide(canvas: HTMLCanvasElement | undefined): void {
  if (canvas) canvas.style.display = "none";
}

function settings(now: { current: Asked }) {
  const passedOver = pageColour("--rule");
  return {
    edgeProgramClasses: { line: NO_EDGES, arrow: NO_EDGES },
    nodeProgramClasses: { circle: rimmedPoint(pageColour("--sheet"), pageColour("--ink")) },
    // Sizes are in the drawing's own unit, so that discs that do not hide each other do so at no width of the window.
    itemSizesReference: "positions" as const,
    stagePadding: 24,
    labelColor: { color: pageColour("--ink") },
    labelFont: "system-ui, sans-serif",
    labelSize: 12,
    labelRenderedSizeThreshold: 1.5,
    labelGridCellSize: 160,
    defaultDrawNodeHover: hoverLabel,
    zIndex: true,
    nodeReducer: (node: string, look: NodeLook) => {
      const { shown, chosen, drawing } = now.current;
      const account = Number(node);
      if (shown.hidden.has(account)) return { ...look, hidden: true };
      const isPath = shown.path.has(account);
      if (chosen === account || isPath) return { ...look, highlighted: true, forceLabel: true, zIndex: 2 };
      if (isPassedOver(drawing, shown, account)) {
        return { ...look, color: passedOver, label: "", zIndex: 0 };
      }
      return look;
    },
  };
}
