// The picture with the line through its eyes, and beside it the frame in which StyleGAN puts them.

import type { Alignment, Eyes } from "../../shared/wire/types.gen";

const LINE = "#f2b705";
const INK = "#1d1b16";
const PAPER = { light: "#faf8f3", dark: "#2c2921" };
const OUTLINE = { light: "#d8d2c4", dark: "#4a463b" };
const GAP = 8;

interface Size {
  width: number;
  height: number;
}

/** The drawing's size for a picture of this size, `width` wide in all. */
export function drawingSize(picture: Size, width: number): Size {
  const half = (width - GAP) / 2;
  return { width, height: Math.round(Math.min(half * 1.4, (half * picture.height) / picture.width)) };
}

/** Draws both frames at the same height: where they agree, the line runs on from one to the other. */
export function drawEyeLine(
  context: CanvasRenderingContext2D,
  picture: CanvasImageSource & Size,
  alignment: Alignment,
  size: Size,
  dark: boolean,
): void {
  const scheme = dark ? "dark" : "light";
  const half = (size.width - GAP) / 2;
  const frame = { x: 0, y: 0, width: half, height: size.height };
  const beside = { ...frame, x: half + GAP };
  context.drawImage(picture, frame.x, frame.y, frame.width, frame.height);
  context.fillStyle = PAPER[scheme];
  context.fillRect(beside.x, beside.y, beside.width, beside.height);
  drawFace(context, beside, OUTLINE[scheme]);
  line(context, frame, alignment.eyes, { dashed: false });
  line(context, beside, alignment.template, { dashed: true });
}

interface Frame extends Size {
  x: number;
  y: number;
}

function line(
  context: CanvasRenderingContext2D,
  frame: Frame,
  eyes: Eyes,
  { dashed }: { dashed: boolean },
): void {
  const left = at(frame, eyes.left);
  const right = at(frame, eyes.right);
  const slope = right.x === left.x ? 0 : (right.y - left.y) / (right.x - left.x);
  const yAt = (x: number) => left.y + slope * (x - left.x);
  context.save();
  context.beginPath();
  context.rect(frame.x, frame.y, frame.width, frame.height);
  context.clip();
  for (const [colour, width] of [
    [INK, 4],
    [LINE, 2.5],
  ] as const) {
    context.setLineDash(dashed && colour === LINE ? [6, 4] : []);
    context.strokeStyle = dashed && colour === INK ? "transparent" : colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(frame.x, yAt(frame.x));
    context.lineTo(frame.x + frame.width, yAt(frame.x + frame.width));
    context.stroke();
  }
  context.setLineDash([]);
  for (const eye of [left, right]) {
    context.beginPath();
    context.arc(eye.x, eye.y, 4.5, 0, 2 * Math.PI);
    context.fillStyle = dashed ? PAPER.light : LINE;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = INK;
    context.stroke();
  }
  context.restore();
}

/** Only a hint of a face: an outline about the template's eyes. */
function drawFace(context: CanvasRenderingContext2D, frame: Frame, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  const centre = at(frame, { x: 0.498, y: 0.56 });
  context.ellipse(centre.x, centre.y, frame.width * 0.27, frame.height * 0.36, 0, 0, 2 * Math.PI);
  context.stroke();
}

function at(frame: Frame, point: { x: number; y: number }): { x: number; y: number } {
  return { x: frame.x + point.x * frame.width, y: frame.y + point.y * frame.height };
}
