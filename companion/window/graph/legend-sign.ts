// What stands before a line of the legend, in a box of 16 × 10: the same in the page and in a picture that is saved.

import { COMMUNITY_COLOURS } from "../components/community-colours.gen";

/** `block`: discs as accounts without an edge stand; `inside`: a line in the colour of each community. */
export type Sign = "disc" | "block" | "line" | "inside";

export interface Dot {
  x: number;
  y: number;
  radius: number;
  colour: string;
}

export interface Line {
  from: number;
  to: number;
  colour: string;
}

export const [WIDE, HIGH] = [16, 10];
const PARTS = 4;

export function dotsOf(sign: Sign, colour: string): Dot[] {
  if (sign === "disc") return [{ x: WIDE / 2, y: HIGH / 2, radius: HIGH / 2, colour }];
  if (sign !== "block") return [];
  return [3, 8, 13].flatMap((x) => [2.5, 7.5].map((y) => ({ x, y, radius: 1.9, colour })));
}

export function linesOf(sign: Sign, colour: string): Line[] {
  if (sign === "line") return [{ from: 0, to: WIDE, colour }];
  if (sign !== "inside") return [];
  const part = WIDE / PARTS;
  return COMMUNITY_COLOURS.slice(0, PARTS).map((each, at) => ({
    from: part * at,
    to: part * (at + 1),
    colour: each,
  }));
}
