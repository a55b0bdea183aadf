// Profile pictures for the discs that are near: squares with where the eyes sit, no more of them kept than some screens show.

import type { Eyes, FaceShown } from "../../../shared/wire/types.gen";
import { ask } from "../companion";
import { pageColour } from "../components/colours";
import { pictureAddress } from "../components/picture";

const SIDE = 160;
const MOST_KEPT = 240;
/** Of a disc's radius, without its rim. */
const INSIDE = 0.84;
/** How thick the line through the eyes is, of the square's side. */
const LINE = 0.028;

export interface Face {
  square: HTMLCanvasElement;
  /** In fractions of the square; null where the evidence is not strong and not some. */
  eyes: Eyes | null;
}

export interface Faces {
  /** What is kept of an account; null where it has no picture to show, undefined where it was not asked. */
  of: (account: number) => Face | null | undefined;
  load: (accounts: readonly number[]) => Promise<void>;
}

export function keptFaces(): Faces {
  const kept = new Map<number, Face | null>();
  const isAsked = new Set<number>();
  const keep = (account: number, face: Face | null) => {
    kept.delete(account);
    kept.set(account, face);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as number);
  };
  return {
    of: (account) => {
      const face = kept.get(account);
      if (face !== undefined) keep(account, face);
      return face;
    },
    load: async (accounts) => {
      const wanted = accounts.filter((account) => !isAsked.has(account) && !kept.has(account));
      if (wanted.length === 0) return;
      for (const account of wanted) isAsked.add(account);
      const selection = { accounts: wanted, hidden: true };
      try {
        const { faces } = await ask("POST", "faces", { selection, with_face: false, most: wanted.length });
        const made = new Map(
          await Promise.all(faces.map(async (each) => [each.account, await faceOf(each)] as const)),
        );
        for (const account of wanted) keep(account, made.get(account) ?? null);
      } catch {
        // They are asked for again when the drawing next comes to rest.
      } finally {
        for (const account of wanted) isAsked.delete(account);
      }
    },
  };
}

async function faceOf({ picture, level, eyes }: FaceShown): Promise<Face | null> {
  const address = await pictureAddress(picture);
  const image = new Image();
  if (!address) return null;
  image.src = address;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const [wide, high] = [image.naturalWidth, image.naturalHeight];
  const part = Math.min(wide, high);
  const [left, top] = [(wide - part) / 2, (high - part) / 2];
  const square = document.createElement("canvas");
  square.width = SIDE;
  square.height = SIDE;
  square.getContext("2d")?.drawImage(image, left, top, part, part, 0, 0, SIDE, SIDE);
  const within = ({ x, y }: Eyes["left"]) => ({ x: (x * wide - left) / part, y: (y * high - top) / part });
  const isMarked = eyes && (level === "strong" || level === "some");
  return { square, eyes: isMarked ? { left: within(eyes.left), right: within(eyes.right) } : null };
}

/** The radius of the picture on a disc: a ring of the disc's colour stays around it. */
export function faceRadius(disc: number): number {
  return INSIDE * disc - Math.max(2, 0.1 * disc);
}

/** Where the line through the eyes begins and ends, on the square's left and right side. */
function lineThrough({ left, right }: Eyes): { from: number; to: number } {
  const slope = right.x === left.x ? 0 : (right.y - left.y) / (right.x - left.x);
  const at = (x: number) => left.y + slope * (x - left.x);
  return { from: at(0), to: at(1) };
}

/** Draws it round, around a point. */
export function drawFace(
  context: CanvasRenderingContext2D,
  { square, eyes }: Face,
  at: { x: number; y: number },
  radius: number,
): void {
  const side = 2 * radius;
  context.save();
  context.translate(at.x - radius, at.y - radius);
  context.beginPath();
  context.arc(radius, radius, radius, 0, 2 * Math.PI);
  context.clip();
  context.imageSmoothingQuality = "high";
  context.drawImage(square, 0, 0, side, side);
  if (eyes) {
    const { from, to } = lineThrough(eyes);
    context.strokeStyle = pageColour("--line");
    context.lineWidth = Math.max(1.5, LINE * side);
    context.beginPath();
    context.moveTo(0, from * side);
    context.lineTo(side, to * side);
    context.stroke();
  }
  context.restore();
}

/** What every picture in an SVG is clipped by. */
export const FACE_CLIP = '<clipPath id="face"><ellipse cx=".5" cy=".5" rx=".5" ry=".5"/></clipPath>';

/** The same in an SVG. */
export function svgOfFace({ square, eyes }: Face, x: string, y: string, radius: number): string {
  const { from, to } = eyes ? lineThrough(eyes) : { from: 0, to: 0 };
  const place = `translate(${x} ${y}) scale(${(2 * radius).toFixed(2)}) translate(-.5 -.5)`;
  const line = eyes
    ? `<path d="M0 ${from.toFixed(4)}L1 ${to.toFixed(4)}" stroke="${pageColour("--line")}" stroke-width="${LINE}"/>`
    : "";
  const image = `<image href="${square.toDataURL("image/jpeg", 0.9)}" width="1" height="1"/>`;
  return `<g transform="${place}" clip-path="url(#face)">${image}${line}</g>`;
}
