// The drawing as it is shown, as an SVG text: to save, to make a PNG of, and for machines that cannot draw it live.

import { pageColour } from "../parts/colours";
import { type Drawing, edgeColour, type Shown } from "./model";

const SIDE = 1600;
const MARGIN = 40;
const MOST_LABELS = 40;

export function svgOf({ graph }: Drawing, shown: Shown, words: string): string {
  const [paper, ink] = [pageColour("--paper"), pageColour("--ink")];
  const nodes = graph.mapNodes((_, look) => look).filter((look) => !shown.hidden.has(look.node.account));
  const xs = nodes.map((look) => look.x);
  const ys = nodes.map((look) => look.y);
  const [left, top] = [Math.min(...xs), Math.max(...ys)];
  const scale = (SIDE - 2 * MARGIN) / Math.max(1e-9, Math.max(...xs) - left, top - Math.min(...ys));
  const x = (value: number) => (MARGIN + (value - left) * scale).toFixed(1);
  const y = (value: number) => (MARGIN + (top - value) * scale).toFixed(1);
  const lines: string[] = [];
  graph.forEachEdge((_, look, __, ___, source, target) => {
    const colour = edgeColour(look, shown);
    if (colour === null) return;
    lines.push(`<path stroke="${colour}" d="M${x(source.x)} ${y(source.y)}L${x(target.x)} ${y(target.y)}"/>`);
  });
  const circles = nodes.map(
    (look) =>
      `<circle cx="${x(look.x)}" cy="${y(look.y)}" r="${look.size.toFixed(1)}" fill="${look.color}"/>`,
  );
  const labels = [...nodes]
    .sort((one, other) => other.size - one.size)
    .slice(0, MOST_LABELS)
    .map((look) => `<text x="${x(look.x)}" y="${y(look.y)}" dx="8" dy="4">${escaped(look.label)}</text>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" width="${SIDE}" height="${SIDE}">`,
    `<title>${escaped(words)}</title>`,
    `<rect width="100%" height="100%" fill="${paper}"/>`,
    `<g fill="none" stroke-width="1" stroke-opacity="0.6">${lines.join("")}</g>`,
    `<g stroke="${paper}" stroke-width="1">${circles.join("")}</g>`,
    `<g fill="${ink}" font-family="system-ui, sans-serif" font-size="13">${labels.join("")}</g>`,
    "</svg>",
  ].join("\n");
}

/** Names come from pages; in an SVG they are text and nothing else. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\u{fffd}")
    .replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
}

export async function pngOf(svg: string): Promise<Blob> {
  const picture = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    picture.src = address;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SIDE;
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture was made"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
