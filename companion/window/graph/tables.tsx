// The tables below the drawing: what is drawn of accounts, and of edges.

import { useMemo } from "preact/hooks";
import { below, say } from "../texts";
import { AccountTable, shownAccounts } from "./account-table";
import { EdgeTable, shownEdges } from "./edge-table";
import { countOf } from "./edges";
import type { Drawing, Shown } from "./model";
import type { GraphNode } from "./received";

const t = below("graph");

const ROW_HEIGHT = 44;

export const TABLES = ["accounts", "edges"] as const;
export type TableName = (typeof TABLES)[number];

interface Asked {
  drawing: Drawing;
  shown: Shown;
  which: TableName;
  /** Shows this one, or none. */
  show: (which: TableName | null) => void;
  chosen: number | null;
  chosenEdge: number | null;
  onNode: (node: GraphNode) => void;
  onEdge: (edge: number) => void;
}

export function Tables({ drawing, shown, which, show, chosen, chosenEdge, onNode, onEdge }: Asked) {
  const { nodes, edges } = drawing.received;
  const isOfEdges = which === "edges";
  const accounts = useMemo(
    () => (isOfEdges ? [] : shownAccounts(drawing, shown)),
    [drawing, shown.hidden, isOfEdges],
  );
  const listedEdges = useMemo(
    () => (isOfEdges ? shownEdges(drawing, shown) : []),
    [drawing, shown, isOfEdges],
  );
  const both = { drawing, height: ROW_HEIGHT };
  return (
    <div class="edge-table card">
      <p class="line">
        {TABLES.map((each) => (
          <button key={each} type="button" aria-pressed={each === which} onClick={() => show(each)}>
            {say(each === "edges" ? "common.edges" : "views.accounts")}
          </button>
        ))}
        <span class="soft">
          {isOfEdges
            ? t("edgesShown", { shown: listedEdges.length, all: countOf(edges) })
            : t("accountsShown", { shown: accounts.length, all: nodes.length })}
        </span>
        <button type="button" class="link" onClick={() => show(null)}>
          {say("common.close")}
        </button>
      </p>
      {isOfEdges ? (
        <EdgeTable {...both} listed={listedEdges} chosen={chosenEdge} choose={onEdge} />
      ) : (
        <AccountTable {...both} listed={accounts} chosen={chosen} choose={onNode} />
      )}
    </div>
  );
}
