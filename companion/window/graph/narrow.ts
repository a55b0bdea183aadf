// Which accounts are left out of the drawing by what holds them together.

import type { Drawing } from "./model";
import { partsOf } from "./parts";

export interface Narrowed {
  /** Only accounts of this k-core. */
  core: number;
  /** Only the largest part that edges join. */
  largest: boolean;
  /** Only accounts that have an edge. */
  joined: boolean;
}

export const ALL: Narrowed = { core: 0, largest: false, joined: false };

/** The accounts that are left out. */
export function leftOut(
  { received: { nodes, edges } }: Drawing,
  { core, largest, joined }: Narrowed,
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
  return [...out];
}
