// The live drawing. Where WebGL is missing or lost, `failed` hears of it.

import { useEffect, useRef } from "preact/hooks";
import Sigma from "sigma";
import { EdgeLineProgram } from "sigma/rendering";
import { type Drawing, type EdgeLook, edgeColour, type NodeLook, type Shown } from "./model";

interface Asked {
  drawing: Drawing;
  shown: Shown;
  chosen: number | null;
  onNode: (account: number) => void;
  onEdge: (source: number, target: number) => void;
  onNothing: () => void;
  failed: () => void;
  /** Gives a way to draw anew and to look at an account. */
  ready: (canvas: { draw: () => void; lookAt: (account: number) => void } | null) => void;
  label: string;
}

export function Canvas(asked: Asked) {
  const place = useRef<HTMLDivElement>(null);
  const now = useRef(asked);
  now.current = asked;
  const renderer = useRef<Sigma<NodeLook, EdgeLook> | null>(null);

  useEffect(() => {
    if (!place.current) return;
    let sigma: Sigma<NodeLook, EdgeLook>;
    try {
      sigma = new Sigma(asked.drawing.graph, place.current, settings(now));
    } catch {
      now.current.failed();
      return;
    }
    renderer.current = sigma;
    sigma.on("clickNode", ({ node }) => now.current.onNode(Number(node)));
    sigma.on("clickEdge", ({ edge }) => {
      const { source, target } = asked.drawing.graph.getEdgeAttribute(edge, "edge");
      now.current.onEdge(source, target);
    });
    sigma.on("clickStage", () => now.current.onNothing());
    for (const canvas of Object.values(sigma.getCanvases())) {
      canvas.addEventListener("webglcontextlost", () => now.current.failed());
    }
    now.current.ready({
      draw: () => sigma.refresh({ skipIndexation: false }),
      lookAt: (account) => {
        const at = sigma.getNodeDisplayData(`${account}`);
        if (at) void sigma.getCamera().animate({ x: at.x, y: at.y, ratio: 0.25 }, { duration: 300 });
      },
    });
    return () => {
      now.current.ready(null);
      renderer.current = null;
      sigma.kill();
    };
  }, [asked.drawing]);

  useEffect(() => {
    renderer.current?.refresh({ skipIndexation: true });
  }, [asked.shown, asked.chosen]);

  return <div class="canvas" ref={place} role="img" aria-label={asked.label} />;
}

function settings(now: { current: Asked }) {
  const style = getComputedStyle(document.documentElement);
  return {
    defaultEdgeType: "line",
    edgeProgramClasses: { line: EdgeLineProgram },
    enableEdgeEvents: true,
    hideEdgesOnMove: now.current.drawing.graph.size > 8000,
    labelColor: { color: style.getPropertyValue("--ink").trim() },
    labelFont: "system-ui, sans-serif",
    labelSize: 12,
    labelRenderedSizeThreshold: 7,
    zIndex: true,
    nodeReducer: (node: string, look: NodeLook) => {
      const { shown, chosen, drawing } = now.current;
      const account = Number(node);
      if (shown.hidden.has(account)) return { ...look, hidden: true };
      const isPath = shown.path.has(account);
      if (chosen === account || isPath) return { ...look, highlighted: true, forceLabel: true, zIndex: 2 };
      const { focus } = shown;
      if (focus !== null && focus !== account && !drawing.graph.areNeighbors(node, `${focus}`)) {
        return { ...look, color: style.getPropertyValue("--rule").trim(), label: "", zIndex: 0 };
      }
      return look;
    },
    edgeReducer: (_: string, look: EdgeLook) => {
      const { shown } = now.current;
      const color = edgeColour(look, shown);
      if (color === null) return { ...look, hidden: true };
      const { focus } = shown;
      if (focus !== null && look.edge.source !== focus && look.edge.target !== focus)
        return { ...look, hidden: true };
      return color === look.color ? look : { ...look, color, zIndex: 1 };
    },
  };
}
