// The live drawing. Where WebGL is missing or lost, `failed` hears of it.

import { useEffect, useRef } from "preact/hooks";
import Sigma from "sigma";
import { EdgeLineProgram, NodePointProgram } from "sigma/rendering";
import { pageColour } from "../components/colours";
import { hoverLabel, labelsApart } from "./labels";
import type { LegendPart } from "./legend";
import { type Drawing, type EdgeLook, edgeColour, type NodeLook, type Shown } from "./model";
import { edgeNear } from "./nearest";
import { redraw } from "./redraw";

/** What draws, as others see it. */
export interface Stage {
  /** Draws what moved inside the drawing's square; resolves when it is drawn. */
  move: () => Promise<void>;
  /** Draws what only a drawing at rest has, once nothing moves any more. */
  settle: () => void;
  lookAt: (account: number) => void;
}

export interface Asked {
  drawing: Drawing;
  shown: Shown;
  legend: readonly LegendPart[];
  chosen: number | null;
  onNode: (account: number) => void;
  onEdge: (source: number, target: number) => void;
  onNothing: () => void;
  failed: () => void;
  stage: { current: Stage | null };
  label: string;
}

export function Canvas(asked: Asked) {
  const place = useRef<HTMLDivElement>(null);
  const now = useRef(asked);
  now.current = asked;
  const renderer = useRef<Sigma<NodeLook, EdgeLook> | null>(null);
  const isNew = useRef(false);

  useEffect(() => {
    if (!place.current) return;
    let sigma: Sigma<NodeLook, EdgeLook>;
    const { begin, label } = labelsApart();
    try {
      const ours = { ...settings(now), defaultDrawNodeLabel: label };
      sigma = new Sigma(asked.drawing.graph, place.current, ours);
    } catch {
      now.current.failed();
      return;
    }
    renderer.current = sigma;
    isNew.current = true;
    sigma.on("beforeRender", begin);
    sigma.on("clickNode", ({ node }) => now.current.onNode(Number(node)));
    sigma.on("clickStage", ({ event }) => {
      const edge = edgeNear(sigma, event);
      if (edge === null) return now.current.onNothing();
      const { source, target } = asked.drawing.graph.getEdgeAttribute(edge, "edge");
      now.current.onEdge(source, target);
    });
    for (const canvas of Object.values(sigma.getCanvases())) {
      canvas.addEventListener("webglcontextlost", () => now.current.failed());
    }
    // Sigma itself only heeds the browser's window.
    const resized = new ResizeObserver(() => void sigma.scheduleRender());
    resized.observe(place.current);
    const left = new AbortController();
    asked.stage.current = {
      move: () => redraw(sigma, left.signal),
      // Which labels have room is found for the whole drawing.
      settle: () => void sigma.refresh({ partialGraph: {}, schedule: true }),
      lookAt: (account) => {
        const at = sigma.getNodeDisplayData(`${account}`);
        if (at) void sigma.getCamera().animate({ x: at.x, y: at.y, ratio: 0.25 }, { duration: 300 });
      },
    };
    return () => {
      left.abort();
      resized.disconnect();
      asked.stage.current = null;
      renderer.current = null;
      sigma.kill();
    };
  }, [asked.drawing]);

  useEffect(() => {
    // A new renderer has drawn all of it already.
    if (!isNew.current) renderer.current?.refresh();
    isNew.current = false;
  }, [asked.drawing, asked.shown, asked.chosen]);

  return <div class="canvas" ref={place} role="img" aria-label={asked.label} />;
}

function settings(now: { current: Asked }) {
  const passedOver = pageColour("--rule");
  return {
    defaultEdgeType: "line",
    edgeProgramClasses: { line: EdgeLineProgram },
    // Where no graphics card helps, 5,000 points take a tenth of the time of Sigma's own circles.
    nodeProgramClasses: { circle: NodePointProgram },
    hideEdgesOnMove: now.current.drawing.graph.size > 8000,
    labelColor: { color: pageColour("--ink") },
    labelFont: "system-ui, sans-serif",
    labelSize: 12,
    labelRenderedSizeThreshold: 7,
    labelGridCellSize: 140,
    defaultDrawNodeHover: hoverLabel,
    zIndex: true,
    nodeReducer: (node: string, look: NodeLook) => {
      const { shown, chosen, drawing } = now.current;
      const account = Number(node);
      if (shown.hidden.has(account)) return { ...look, hidden: true };
      const isPath = shown.path.has(account);
      if (chosen === account || isPath) return { ...look, highlighted: true, forceLabel: true, zIndex: 2 };
      const { focus } = shown;
      if (focus !== null && focus !== account && !drawing.graph.areNeighbors(node, `${focus}`)) {
        return { ...look, color: passedOver, label: "", zIndex: 0 };
      }
      return look;
    },
    edgeReducer: (_: string, look: EdgeLook) => {
      const color = edgeColour(look, now.current.shown);
      if (color === null) return { ...look, hidden: true };
      return color === look.color ? look : { ...look, color, zIndex: 1 };
    },
  };
}
