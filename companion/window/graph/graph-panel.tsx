// A graph that was received: how it is drawn, what is shown of it and what of it is looked at.

import { useMemo, useRef, useState } from "preact/hooks";
import type { GraphRequest } from "../../../shared/wire/types.gen";
import { go, type Place, withQuery } from "../address";
import { ask } from "../companion";
import { chosen } from "../components/choice";
import { handleOf } from "../components/name";
import { tick, ticked } from "../selection";
import { below } from "../texts";
import { looksOf } from "./attributes";
import { Canvas, type Stage } from "./canvas";
import { EDGE_COLOURS } from "./controls";
import { endsOf, kindOf, span } from "./edges";
import { Lasso, within } from "./lasso";
import { Legend, useLegend } from "./legend";
import { type Drawing, dress, type Shown } from "./model";
import { ALL, leftOut } from "./narrow";
import { EdgePanel, NodePanel } from "./panels";
import { ALL_SEEN } from "./picture";
import type { GraphNode, Received } from "./received";
import { StaticPicture } from "./static-picture";
import { type TableName, Tables } from "./tables";
import { Times } from "./times";
import { Tools } from "./tools";

const t = below("graph");

const NOTHING_HIDDEN: ReadonlySet<number> = new Set();

type Looked = { node: GraphNode } | { edge: number } | null;

interface Asked {
  place: Place;
  drawing: Drawing;
  /** What was asked for. */
  asked: GraphRequest;
}

export function GraphPanel({ place, drawing, asked }: Asked) {
  const { received } = drawing;
  const [colourBy, sizeBy, labelBy] = looksOf(place);
  useMemo(() => dress(drawing, colourBy, sizeBy, labelBy), [drawing, colourBy, sizeBy, labelBy]);
  const edgesAsked = chosen(place, "edges", EDGE_COLOURS);
  const edgesBy = edgesAsked === "community" && colourBy !== "community" ? "plain" : edgesAsked;
  const [state, setShown] = useState<Omit<Shown, "edgesBy">>({
    at: null,
    since: null,
    backbone: 0,
    hidden: NOTHING_HIDDEN,
    focus: null,
    path: NOTHING_HIDDEN,
  });
  const [narrowed, setNarrowed] = useState(ALL);
  const out = useMemo(() => leftOut(drawing, narrowed), [drawing, narrowed]);
  const shown = useMemo(
    (): Shown => ({ ...state, edgesBy, hidden: new Set([...state.hidden, ...out]) }),
    [state, edgesBy, out],
  );
  const [layouts, setLayouts] = useState(drawing.placed ? 1 : 0);
  const [looked, setLooked] = useState<Looked>(null);
  const [from, setFrom] = useState<GraphNode | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [lassoes, setLassoes] = useState(false);
  const [table, setTable] = useState<TableName | null>(null);
  const [failed, setFailed] = useState(false);
  const stage = useRef<Stage | null>(null);
  const times = useMemo(() => span(received.edges), [received]);
  const change = (changes: Partial<Shown>) => setShown((before) => ({ ...before, ...changes }));
  const look = (account: number) => {
    const node = received.nodes.find((each) => each.account === account);
    setLooked(node ? { node } : null);
  };
  const findPath = async (source: GraphNode, target: GraphNode) => {
    const { accounts } = await ask("POST", "graph/path", {
      source: source.account,
      target: target.account,
    });
    setFrom(null);
    change({ path: new Set(accounts.map((each) => each.account)) });
    setSaid(
      accounts.length === 0 ? t("pathNone") : t("pathFound", { names: accounts.map(handleOf).join(" → ") }),
    );
  };
  const legend = useLegend(drawing, colourBy, shown);
  const label = t("drawn", { nodes: received.nodes.length, edges: received.edges.source.length });
  const Live = failed ? StaticPicture : Canvas;
  return (
    <div class="stage">
      {layouts > 0 && (
        <Live
          drawing={drawing}
          shown={shown}
          legend={legend}
          chosen={looked && "node" in looked ? looked.node.account : null}
          chosenEdge={looked && "edge" in looked ? looked.edge : null}
          onNode={look}
          onEdge={(edge) => setLooked({ edge })}
          onNothing={() => setLooked(null)}
          failed={() => setFailed(true)}
          stage={stage}
          label={label}
          layouts={layouts}
          namesCommunities={colourBy === "community"}
        />
      )}
      {lassoes && (
        <Lasso
          drawn={(line) => {
            setLassoes(false);
            const at = stage.current;
            if (at) tick([...ticked(), ...within(drawing, shown, line.map(at.placeOf))]);
          }}
        />
      )}
      <Tools
        drawing={drawing}
        shown={shown}
        legend={legend}
        label={label}
        namesCommunities={colourBy === "community"}
        asked={asked}
        placed={() => setLayouts((before) => before + 1)}
        found={(node) => [look(node.account), stage.current?.lookAt(node.account)]}
        change={change}
        lassoes={lassoes}
        lasso={setLassoes}
        whole={() => stage.current?.whole()}
        seen={() => stage.current?.seen() ?? ALL_SEEN}
        narrowed={narrowed}
        narrow={setNarrowed}
        table={table}
        show={setTable}
      />
      {table && (
        <Tables
          drawing={drawing}
          shown={shown}
          which={table}
          show={setTable}
          chosen={looked && "node" in looked ? looked.node.account : null}
          chosenEdge={looked && "edge" in looked ? looked.edge : null}
          onNode={(node) => [setLooked({ node }), stage.current?.lookAt(node.account)]}
          onEdge={(edge) => setLooked({ edge })}
        />
      )}
      <aside aria-label={t("beside")}>
        {said && (
          <p class="note" role="status">
            {said}{" "}
            <button
              type="button"
              class="link"
              onClick={() => [setSaid(null), change({ path: NOTHING_HIDDEN })]}
            >
              {t("clear")}
            </button>
          </p>
        )}
        {state.hidden.size > 0 && (
          <button type="button" class="link" onClick={() => change({ hidden: NOTHING_HIDDEN })}>
            {t("unhide", { count: state.hidden.size })}
          </button>
        )}
        {narrowed.around && (
          <button type="button" class="link" onClick={() => setNarrowed({ ...narrowed, around: null })}>
            {t("around.off")}
          </button>
        )}
        {looked && "node" in looked && (
          <NodePanel
            node={looked.node}
            drawing={drawing}
            focus={shown.focus}
            from={from}
            onFocus={(focus) => change({ focus })}
            onAround={(depth) =>
              setNarrowed({ ...narrowed, around: { account: looked.node.account, depth } })
            }
            onExpand={() => expand(place, received, looked.node.account)}
            onHide={() => [
              change({ hidden: new Set([...state.hidden, looked.node.account]) }),
              setLooked(null),
            ]}
            onFrom={() => setFrom(looked.node)}
            onPath={() => from && void findPath(from, looked.node)}
            close={() => setLooked(null)}
          />
        )}
        {looked && "edge" in looked && (
          <EdgePanel
            ends={endsOf(drawing, looked.edge)}
            selection={
              kindOf(received.edges, looked.edge) === "shared"
                ? { accounts: received.nodes.map((node) => node.account) }
                : null
            }
            close={() => setLooked(null)}
          />
        )}
        <Legend parts={legend} />
      </aside>
      {times && times[0] < times[1] && (
        <Times span={times} at={shown.at} since={shown.since} set={(at, since) => change({ at, since })} />
      )}
    </div>
  );
}

/** Draw the neighbours of one more account, too. */
function expand(place: Place, received: Received, account: number): void {
  const before =
    place.query.get("around")?.split(",") ?? received.nodes.slice(0, 100).map((node) => `${node.account}`);
  go(withQuery(place, { around: [...new Set([...before, `${account}`])].slice(-200).join(",") }));
}
