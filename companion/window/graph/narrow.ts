// Which accounts are left out of the drawing by what holds them together.

import type { GraphEdges } from "../../../shared/wire/types.gen";
import type { Drawing } from "./model";
import { partsOf } from "./parts";

export interface Narrowed {
  /** Only accounts of this k-core. */
  core: number;
  /** Only the largest part that edges join. */
  largest: boolean;
  /** Only accounts that have an edge. */
  joined: boolean;
  /** Only accounts that so many edges or fewer lead to from this one; null: wherever they are. */
  around: { account: number; depth: number } | null;
}

export const ALL: Narrowed = { core: 0, largest: false, joined: false, around: null };

/** The accounts that are left out. */
export function leftOut(
  { received: { nodes, edges } }: Drawing,
  { core, largest, joined, around }: Narrowed,
): number[] {
  const out = new Set<number>();
  const leave = (is: (at: number) => boolean) => {
    nodes.forEach(({ account }, at) => {
      if (is(at)) out.add(account);
    });
  };
  if (core > 0) leave((at) => (nodes[at]?.core ?? 0) < core);
  if (joined) leave((at) => (nodes[at]?.community ?? -1) < 0);
  if (largest) {
    const parts = partsOf(
      nodes.length,
      edges.source.flatMap((source, edge) => [source, edges.target[edge] as number]),
    );
    const sizes: number[] = [];
    for (const part of parts) sizes[part] = (sizes[part] ?? 0) + 1;
    const most = sizes.indexOf(Math.max(...sizes));
    leave((at) => parts[at] !== most);
  }
  if (around) {
    const within = reached(
      edges,
      nodes.findIndex(({ account }) => account === around.account),
      around.depth,
    );
    leave((at) => !within.has(at));
  }
  return [...out];
}

/** The positions that so many edges or fewer lead to, whichever way these go, the first one with them. */
function reached({ source, target }: GraphEdges, first: number, depth: number): ReadonlySet<number> {
  let within = new Set([first]);
  for (let step = 0; step < depth; step += 1) {
    const met = new Set(within);
    source.forEach((one, edge) => {
      const other = target[edge] as number;
      if (within.has(one)) met.add(other);
      if (within.has(other)) met.add(one);
    });
    within = met;
  }
  return within;
}
