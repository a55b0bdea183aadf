// The drawing as it is shown, as an SVG text: to save, to make a PNG of, and for machines that cannot draw it live.

import { pageColour } from "../components/colours";
import { written } from "../texts";
import { type Bounds, boundsOf } from "./bounds";
import { placedNames } from "./communities";
import { controlOf } from "./curve";
import { isCurved, opacitiesOf } from "./edge-layer";
import { edgeLooks } from "./edges";
import { FACE_CLIP, type Face, faceRadius, svgOfFace } from "./faces";
import { DESCENT, DOT, groupNamePlaces, HALO, isFree, type Bounds as Taken } from "./label-collisions";
import type { LegendPart } from "./legend";
import { dotsOf, HIGH, linesOf } from "./legend-sign";
import type { Drawing, NodeLook, Shown } from "./model";

const SIDE = 1600;
const MARGIN = 40;
const LEGEND = 480;
const WIDTH = SIDE + LEGEND;
/** A PNG has so many pixels for each unit: 4,160 are 35 cm at 300 dots an inch. */
const PRINT = 2;
const LINE = 34;
const MOST_LABELS = 40;
/** On the width of an upright A4 page these are letters of 5 points, on that of one that lies of 8. */
const LETTER = 22;
/** From the middle of a letter's height to its foot. */
const FOOT = 7;
const OF_COMMUNITY = 28;
/** A letter's width, at most about so much of its height: nothing can be measured where an SVG is written. */
const WIDE = 0.62;
/** And in a line of words. */
const USUAL = 0.56;
/** Where the legend's words begin. */
const INDENT = 26;
/** Lines of one row stand so much closer than rows. */
const CLOSER = 0.75;

/** What is seen of a drawing. */
export interface Seen {
  /** Null where that is all. */
  part: Bounds | null;
  /** The pictures that discs wear, by account. */
  faces: ReadonlyMap<number, Face>;
}

export const ALL_SEEN: Seen = { part: null, faces: new Map() };

export function svgOf(
  drawing: Drawing,
  shown: Shown,
  legend: readonly LegendPart[],
  words: string,
  namesCommunities: boolean,
  { part, faces }: Seen = ALL_SEEN,
): string {
  const { graph } = drawing;
  const { edges } = drawing.received;
  const [paper, ink] = [pageColour("--sheet"), pageColour("--ink")];
  const isSeen = ({ node, x, y }: NodeLook) =>
    !shown.hidden.has(node.account) &&
    (!part || (x >= part.left && x <= part.right && y >= part.low && y <= part.high));
  const nodes = graph.mapNodes((_, look) => look).filter(isSeen);
  const around = part ?? boundsOf(Float32Array.from(nodes.flatMap((look) => [look.x, look.y])));
  const { left, right, low, high } = around ?? { left: 0, right: 0, low: 0, high: 0 };
  const scale = (SIDE - 2 * MARGIN) / Math.max(1e-9, right - left, high - low);
  const x = (value: number) => (SIDE / 2 + (value - (left + right) / 2) * scale).toFixed(1);
  const y = (value: number) => (SIDE / 2 + ((low + high) / 2 - value) * scale).toFixed(1);
  const lookOf = edgeLooks(drawing, shown);
  const count = edges.source.length;
  const opacity = opacitiesOf(drawing.received);
  const places = graph.mapNodes((_, look) => look);
  const lines = new Map<string, string[]>();
  edges.source.forEach((source, edge) => {
    const look = lookOf(edge);
    const [from, to] = [places[source], places[edges.target[edge] as number]];
    if (!look || !from || !to || !(isSeen(from) || isSeen(to))) return;
    const style = `stroke="${look.colour}" stroke-opacity="${opacity(look.reason).toFixed(2)}"`;
    const bend = controlOf(from, to);
    const way = isCurved(count) ? `Q${x(bend.x)} ${y(bend.y)} ` : "L";
    const path = `M${x(from.x)} ${y(from.y)}${way}${x(to.x)} ${y(to.y)}`;
    const before = lines.get(style);
    if (before) before.push(path);
    else lines.set(style, [path]);
  });
  const drawnLines = [...lines].map(([style, paths]) => `<path ${style} d="${paths.join("")}"/>`);
  const circles = nodes.map(
    (look) =>
      `<circle cx="${x(look.x)}" cy="${y(look.y)}" r="${(0.92 * look.size * scale).toFixed(2)}" fill="${look.color}" stroke-width="${(0.16 * look.size * scale).toFixed(2)}"/>`,
  );
  const pictures = nodes.flatMap((look) => {
    const face = faces.get(look.node.account);
    return face ? [svgOfFace(face, x(look.x), y(look.y), faceRadius(look.size * scale))] : [];
  });
  const taken: Taken[] = [];
  const named = namesCommunities ? placedNames(drawing, shown) : [];
  const sizes = named.map(({ name, around: { left, right, low, high } }) => ({
    wide: (DOT + name).length * OF_COMMUNITY * WIDE + 2 * HALO,
    discs: { left: Number(x(left)), right: Number(x(right)), top: Number(y(high)), bottom: Number(y(low)) },
  }));
  const namePlaces = groupNamePlaces(sizes, OF_COMMUNITY + 2 * HALO, { width: SIDE, height: SIDE }, taken);
  const names = named.flatMap(({ name, colour }, number) => {
    const place = namePlaces[number];
    if (!place) return [];
    const base = place.bottom - HALO - DESCENT * OF_COMMUNITY;
    return [
      `<text x="${(place.left + place.right) / 2}" y="${base}"><tspan fill="${colour}">${DOT}</tspan>${escaped(name)}</text>`,
    ];
  });
  const isReadable = (look: NodeLook) => {
    const [left, middle] = [Number(x(look.x)) + look.size * scale + 3, Number(y(look.y))];
    const right = left + look.label.length * LETTER * WIDE;
    const bounds = { left, right, top: middle - LETTER / 2, bottom: middle + LETTER / 2 };
    return right < SIDE && isFree(bounds, taken);
  };
  const labels = [...nodes]
    .sort((one, other) => other.size - one.size)
    .slice(0, MOST_LABELS)
    .filter(isReadable)
    .map(
      (look) =>
        `<text x="${x(look.x)}" y="${y(look.y)}" dx="${(look.size * scale + 3).toFixed(1)}" dy="${FOOT}">${escaped(look.label)}</text>`,
    );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${SIDE}" width="${WIDTH}" height="${SIDE}">`,
    `<title>${escaped(words)}</title>`,
    `<rect width="100%" height="100%" fill="${paper}"/>`,
    `<clipPath id="all"><path d="M0 0H${SIDE - 8}V${SIDE}H0z"/></clipPath>`,
    `<g fill="none" stroke-width="1.6" clip-path="url(#all)">${drawnLines.join("")}</g>`,
    `<g stroke="${paper}">${circles.join("")}</g>`,
    ...(pictures.length > 0 ? [FACE_CLIP, ...pictures] : []),
    `<g fill="${ink}" font-family="system-ui, sans-serif" font-size="${LETTER}">`,
    ...onHalo(labels, paper, 4),
    `<g font-size="${OF_COMMUNITY}" font-weight="bold" text-anchor="middle">`,
    ...onHalo(names, paper, 2 * HALO),
    "</g>",
    ...legendLines(legend),
    "</g>",
    "</svg>",
  ].join("\n");
}

/** Each of them twice: not every program draws a line of letters below their filling. */
function onHalo(texts: readonly string[], paper: string, width: number): string[] {
  const written = texts.join("");
  return [
    `<g stroke="${paper}" stroke-width="${width}" stroke-linejoin="round">${written}</g>`,
    `<g>${written}</g>`,
  ];
}

function legendLines(legend: readonly LegendPart[]): string[] {
  let y = MARGIN;
  const text = (words: string, more: string) => `<text y="${y + FOOT}" ${more}>${escaped(words)}</text>`;
  return legend.flatMap(({ title, rows }) => {
    const lines = [text(title, `x="${SIDE}" font-weight="bold"`)];
    for (const { name, colour, sign, count } of rows) {
      y += LINE;
      lines.push(
        ...dotsOf(sign, colour).map(
          (dot) =>
            `<circle cx="${SIDE + dot.x}" cy="${y - HIGH / 2 + dot.y}" r="${dot.radius}" fill="${dot.colour}"/>`,
        ),
        ...linesOf(sign, colour).map(
          (line) =>
            `<path d="M${SIDE + line.from} ${y}H${SIDE + line.to}" stroke="${line.colour}" stroke-width="2"/>`,
        ),
        ...linesIn(`${name} (${written(count)})`).map((words, at) => {
          if (at > 0) y += LINE * CLOSER;
          return text(words, `x="${SIDE + INDENT}"`);
        }),
      );
    }
    y += 2 * LINE;
    return lines;
  });
}

/** The words in as many lines as the legend is too narrow for. */
function linesIn(words: string): string[] {
  const most = Math.floor((LEGEND - INDENT) / (LETTER * USUAL));
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const longer = [lines.at(-1), word].filter(Boolean).join(" ");
    if (longer.length <= most) lines[Math.max(0, lines.length - 1)] = longer;
    else lines.push(word);
  }
  return lines;
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
    canvas.width = PRINT * WIDTH;
    canvas.height = PRINT * SIDE;
    canvas.getContext("2d")?.drawImage(picture, 0, 0, PRINT * WIDTH, PRINT * SIDE);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture was made"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
