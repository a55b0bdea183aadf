// Finding an account in the drawing.

import { useMemo } from "preact/hooks";
import { handleOf, nameOf } from "../components/name";
import { below } from "../texts";
import type { GraphNode } from "./received";

const t = below("graph");

const MOST_OFFERED = 1000;

export function Find({ nodes, found }: { nodes: readonly GraphNode[]; found: (node: GraphNode) => void }) {
  // The same list again is not compared option by option, however often what is shown changes.
  const offered = useMemo(
    () => (
      <datalist id="graph-accounts">
        {nodes.slice(0, MOST_OFFERED).map((node) => (
          <option key={node.account} value={handleOf(node)}>
            {nameOf(node)}
          </option>
        ))}
      </datalist>
    ),
    [nodes],
  );
  const search = (text: string) => {
    const wanted = text.toLowerCase();
    const node = nodes.find(
      (each) => handleOf(each).toLowerCase() === wanted || nameOf(each).toLowerCase() === wanted,
    );
    if (node) found(node);
  };
  return (
    <label>
      <span class="said">{t("find")}</span>
      <input
        type="search"
        list="graph-accounts"
        placeholder={t("find")}
        onChange={(event) => search(event.currentTarget.value)}
      />
      {offered}
    </label>
  );
}
