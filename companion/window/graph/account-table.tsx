// The accounts that are shown, as a table: the one whose row is chosen is looked at in the drawing.

import { nameOf } from "../components/name";
import { Rows } from "../components/rows";
import { below } from "../texts";
import { labelOf } from "./attributes";
import { communityNames } from "./communities";
import type { Drawing, Shown } from "./model";
import type { GraphNode } from "./received";

const t = below("graph");

const NUMBERS = ["degree", "pagerank", "core", "followers"] as const;

interface Asked {
  drawing: Drawing;
  listed: readonly GraphNode[];
  chosen: number | null;
  choose: (node: GraphNode) => void;
  height: number;
}

export function AccountTable({ drawing, listed, chosen, choose, height }: Asked) {
  const names = communityNames(drawing.received);
  const row = (index: number) => {
    const node = listed[index] as GraphNode;
    return (
      <tr key={node.account} aria-rowindex={index + 2} class={node.account === chosen ? "is-ticked" : ""}>
        <td>
          <button type="button" class="link" onClick={() => choose(node)}>
            <bdi>{nameOf(node)}</bdi>
          </button>
        </td>
        <td class="soft">{labelOf(node, "handle")}</td>
        <td>{node.community < 0 ? t("alone") : (names[node.community] ?? t("others"))}</td>
        {NUMBERS.map((by) => (
          <td key={by} class="number">
            {labelOf(node, by) || "–"}
          </td>
        ))}
      </tr>
    );
  };
  return (
    <Rows
      count={listed.length}
      height={height}
      columns={3 + NUMBERS.length}
      label={t("accountTable")}
      head={
        <tr>
          {(["name", "handle", "community", ...NUMBERS] as const).map((by, at) => (
            <th key={by} scope="col" class={at < 3 ? undefined : "number"}>
              {t(`by.${by}`)}
            </th>
          ))}
        </tr>
      }
      row={row}
    />
  );
}

/** Those that are drawn now, the ones of most edges first. */
export function shownAccounts({ received }: Drawing, { hidden }: Pick<Shown, "hidden">): GraphNode[] {
  return received.nodes
    .filter(({ account }) => !hidden.has(account))
    .sort((one, other) => other.degree - one.degree);
}
