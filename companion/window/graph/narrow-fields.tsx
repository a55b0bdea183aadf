// Choosing which accounts are left out by what holds them together.

import { Tickbox } from "../components/fields";
import { below } from "../texts";
import type { Narrowed } from "./narrow";
import type { GraphNode } from "./received";

const t = below("graph");

interface Asked {
  nodes: readonly GraphNode[];
  narrowed: Narrowed;
  narrow: (narrowed: Narrowed) => void;
}

export function Narrow({ nodes, narrowed, narrow }: Asked) {
  const most = nodes.reduce((highest, { core }) => Math.max(highest, core), 0);
  const { core, largest, joined } = narrowed;
  return (
    <>
      <label class="backbone">
        <span class="soft">{core === 0 ? t("coreAll") : t("coreOnly", { core })}</span>
        <input
          type="range"
          min="0"
          max={most}
          value={core}
          onInput={(event) => narrow({ ...narrowed, core: Number(event.currentTarget.value) })}
        />
      </label>
      <Tickbox checked={largest} set={() => narrow({ ...narrowed, largest: !largest })}>
        {t("largest")}
      </Tickbox>
      <Tickbox checked={joined} set={() => narrow({ ...narrowed, joined: !joined })}>
        {t("joined")}
      </Tickbox>
    </>
  );
}
