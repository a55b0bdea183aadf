// The graph: a selection or a neighbourhood, drawn live, over time, with what stands behind each edge.

import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { GraphNode, Job, Path, Graph as Received } from "../../../../../extension/shared/wire.gen";
import { address, go, type Place, withQuery } from "../address";
import { useAsked } from "../asked";
import { ask, outcome } from "../companion";
import { Filters } from "../parts/filters";
import { saveBlob } from "../parts/jobs";
import { handleOf, nameOf } from "../parts/name";
import { Empty, ProblemNote } from "../parts/problem";
import { selectionOf, useTicked } from "../selection";
import { percent } from "../words";
import { Canvas } from "./canvas";
import { type Layout, layOut } from "./layout";
import { type ColourBy, drawingOf, dress, type Shown, type SizeBy, span } from "./model";
import { EdgePanel, Legend, NodePanel } from "./panels";
import { pngOf, svgOf } from "./picture";
import { Times } from "./times";
import { t } from "./words";

const NOTHING_HIDDEN: ReadonlySet<number> = new Set();
const COLOURS: readonly ColourBy[] = ["community", "level", "platform"];
const SIZES: readonly SizeBy[] = ["degree", "pagerank"];
const KINDS = ["follows", "friend", "member", "shared"] as const;

type Looked = { node: GraphNode } | { one: number; other: number } | null;

export default function View({ place }: { place: Place }) {
  const ticked = useTicked();
  const around = place.query.get("around");
  const kinds = place.query.get("kinds")?.split(",") ?? ["follows", "friend"];
  const asked = {
    selection: selectionOf(place),
    around: around ? around.split(",").map(Number) : null,
    kinds: kinds.filter((kind) => kind !== "shared"),
    shared: kinds.includes("shared"),
    drawing: nameOfDrawing(place),
  };
  const key = JSON.stringify(asked) + (place.query.get("ticked") ? [...ticked].join() : "");
  const { answer, problem, busy, again } = useAsked<Received>(
    async (signal) => outcome(await ask<Job>("POST", "graph", asked, signal), undefined, signal),
    [key],
    null,
  );
  return (
    <div class="graph-view">
      <header>
        <h1>{t("title")}</h1>
        {answer && (
          <p class="soft" role="status">
            {t("showing", {
              nodes: answer.nodes.length,
              allNodes: answer.all_nodes,
              edges: answer.edges.length,
              allEdges: answer.all_edges,
            })}{" "}
            {(answer.nodes.length < answer.all_nodes || answer.edges.length < answer.all_edges) &&
              t("leftOut")}
          </p>
        )}
        {busy && !answer && <p role="status">{t("making")}…</p>}
        <a href={address(["accounts"], place.query)}>{t("table")}</a>
      </header>
      {!around && <Filters place={place} />}
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer && answer.nodes.length === 0 && (
        <Empty title={t("empty")}>
          <p>{t("emptyWords")}</p>
        </Empty>
      )}
      {answer && answer.nodes.length > 0 && (
        <Live key={key} place={place} received={answer} drawing={asked.drawing} />
      )}
    </div>
  );
}

/** Under what name the places of a drawing are kept: what it is of. */
function nameOfDrawing(place: Place): string {
  const query = new URLSearchParams(place.query);
  for (const name of ["colour", "size"]) query.delete(name);
  return `graph?${query}`.slice(0, 200);
}

function Live({ place, received, drawing: name }: { place: Place; received: Received; drawing: string }) {
  const colourBy = COLOURS.find((each) => each === place.query.get("colour")) ?? "community";
  const sizeBy = SIZES.find((each) => each === place.query.get("size")) ?? "degree";
  const drawing = useMemo(() => drawingOf(received, variable("--ink-soft")), [received]);
  useMemo(() => dress(drawing, colourBy, sizeBy), [drawing, colourBy, sizeBy]);
  const [shown, setShown] = useState<Shown>({
    at: null,
    since: null,
    backbone: 0,
    hidden: NOTHING_HIDDEN,
    focus: null,
    path: NOTHING_HIDDEN,
  });
  const [looked, setLooked] = useState<Looked>(null);
  const [from, setFrom] = useState<GraphNode | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const canvas = useRef<{ draw: () => void; lookAt: (account: number) => void } | null>(null);
  const layout = useLayout(drawing, name, received, () => canvas.current?.draw());
  const times = useMemo(() => span(received), [received]);
  const change = (changes: Partial<Shown>) => setShown((before) => ({ ...before, ...changes }));
  const nodeOf = (account: number) => received.nodes.find((node) => node.account === account) ?? null;
  const look = (account: number) => {
    const node = nodeOf(account);
    setLooked(node && { node });
  };
  const findPath = async (source: GraphNode, target: GraphNode) => {
    const { accounts } = await ask<Path>("POST", "graph/path", {
      source: source.account,
      target: target.account,
    });
    setFrom(null);
    change({ path: new Set(accounts.map((each) => each.account)) });
    setSaid(
      accounts.length === 0 ? t("pathNone") : t("pathFound", { names: accounts.map(handleOf).join(" → ") }),
    );
  };
  const label = t("drawn", { nodes: received.nodes.length, edges: received.edges.length });
  const svg = () => svgOf(drawing, shown, variable("--paper"), variable("--ink"), label);
  const visible = received.edges.filter((edge) => (edge.weight ?? 1) >= shown.backbone).length;
  return (
    <div class="live">
      <div class="controls">
        <Find
          nodes={received.nodes}
          found={(node) => [look(node.account), canvas.current?.lookAt(node.account)]}
        />
        <Choice name="colour" value={colourBy} options={COLOURS} place={place} />
        <Choice name="size" value={sizeBy} options={SIZES} place={place} />
        <Kinds place={place} />
        <label class="backbone">
          <span class="soft">
            {t("backbone")}:{" "}
            {shown.backbone === 0
              ? t("backboneAll")
              : t("backboneWords", { percent: percent(visible / Math.max(1, received.edges.length)) })}
          </span>
          <input
            type="range"
            min="0"
            max="0.99"
            step="0.01"
            value={shown.backbone}
            onInput={(event) => change({ backbone: Number(event.currentTarget.value) })}
          />
        </label>
        <span class="buttons">
          <button type="button" onClick={layout.turn}>
            {layout.runs ? t("stop") : t("layOut")}
          </button>
          <button
            type="button"
            onClick={() => void pngOf(svg()).then((blob) => saveBlob(blob, "eyeline-graph.png"))}
          >
            {t("png")}
          </button>
          <button
            type="button"
            onClick={() => void saveBlob(new Blob([svg()], { type: "image/svg+xml" }), "eyeline-graph.svg")}
          >
            {t("svg")}
          </button>
        </span>
        {layout.runs && (
          <p class="soft" role="status">
            {t("layingOut", { done: layout.done, of: layout.of })}
          </p>
        )}
      </div>
      <div class="stage">
        {failed ? (
          <Still svg={svg()} label={label} />
        ) : (
          <Canvas
            drawing={drawing}
            shown={shown}
            chosen={looked && "node" in looked ? looked.node.account : null}
            onNode={look}
            onEdge={(one, other) => setLooked({ one, other })}
            onNothing={() => setLooked(null)}
            failed={() => setFailed(true)}
            ready={(made) => {
              canvas.current = made;
            }}
            label={label}
          />
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <aside tabIndex={0} aria-label={t("legend")}>
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
          {shown.hidden.size > 0 && (
            <button type="button" class="link" onClick={() => change({ hidden: NOTHING_HIDDEN })}>
              {t.counted("unhide", shown.hidden.size)}
            </button>
          )}
          {looked && "node" in looked && (
            <NodePanel
              node={looked.node}
              drawing={drawing}
              focus={shown.focus}
              from={from}
              onFocus={(focus) => change({ focus })}
              onExpand={() => expand(place, received, looked.node.account)}
              onHide={() => [
                change({ hidden: new Set([...shown.hidden, looked.node.account]) }),
                setLooked(null),
              ]}
              onFrom={() => setFrom(looked.node)}
              onPath={() => from && void findPath(from, looked.node)}
              close={() => setLooked(null)}
            />
          )}
          {looked && "one" in looked && (
            <EdgePanel
              one={looked.one}
              other={looked.other}
              selection={
                isShared(received, looked) ? { accounts: received.nodes.map((node) => node.account) } : null
              }
              close={() => setLooked(null)}
            />
          )}
          <Legend
            drawing={drawing}
            colourBy={colourBy}
            compares={shown.at !== null && shown.since !== null}
          />
        </aside>
      </div>
      {times && times[0] < times[1] && (
        <Times span={times} at={shown.at} since={shown.since} set={(at, since) => change({ at, since })} />
      )}
    </div>
  );
}

/** Whether a pair is drawn because of what it shares. */
function isShared(received: Received, { one, other }: { one: number; other: number }): boolean {
  return received.edges.some(
    (edge) =>
      edge.kind === "shared" && edge.source === Math.min(one, other) && edge.target === Math.max(one, other),
  );
}

/** Draw the neighbours of one more account, too. */
function expand(place: Place, received: Received, account: number): void {
  const before =
    place.query.get("around")?.split(",") ?? received.nodes.slice(0, 100).map((node) => `${node.account}`);
  go(withQuery(place, { around: [...new Set([...before, `${account}`])].slice(-200).join(",") }));
}

/** The layout under way, and the way to begin and to stop one; where it ends, the places are kept. */
function useLayout(
  drawing: ReturnType<typeof drawingOf>,
  name: string,
  received: Received,
  draw: () => void,
) {
  const running = useRef<Layout | null>(null);
  const [state, setState] = useState({ runs: false, done: 0, of: 0 });
  const keep = useCallback(() => {
    const places = drawing.graph.mapNodes((node, { x, y }) => ({ account: Number(node), x, y }));
    void ask("POST", "graph/places", { drawing: name, places }).catch(() => {});
  }, [drawing, name]);
  const stop = useCallback(() => {
    if (!running.current) return;
    running.current.stop();
    running.current = null;
    setState((before) => ({ ...before, runs: false }));
    keep();
  }, [keep]);
  const begin = useCallback(() => {
    setState({ runs: true, done: 0, of: 0 });
    running.current = layOut(drawing, (done, of) => {
      draw();
      setState({ runs: done < of, done, of });
      if (done >= of) {
        running.current = null;
        keep();
      }
    });
  }, [drawing, keep]);
  useEffect(() => {
    if (received.nodes.some((node) => node.x == null)) begin();
    return () => {
      running.current?.stop();
      running.current = null;
    };
  }, [begin]);
  return { ...state, turn: () => (running.current ? stop() : begin()) };
}

function Find({ nodes, found }: { nodes: readonly GraphNode[]; found: (node: GraphNode) => void }) {
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
      <datalist id="graph-accounts">
        {nodes.slice(0, 1000).map((node) => (
          <option key={node.account} value={handleOf(node)}>
            {nameOf(node)}
          </option>
        ))}
      </datalist>
    </label>
  );
}

function Choice<Option extends ColourBy | SizeBy>({
  name,
  value,
  options,
  place,
}: {
  name: "colour" | "size";
  value: Option;
  options: readonly Option[];
  place: Place;
}) {
  return (
    <label>
      <span class="soft">{t(name)}</span>{" "}
      <select
        name={name}
        value={value}
        onChange={(event) => go(withQuery(place, { [name]: event.currentTarget.value }), { replace: true })}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {t(option)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Kinds({ place }: { place: Place }) {
  const now = place.query.get("kinds")?.split(",") ?? ["follows", "friend"];
  const turn = (kind: string) => {
    const next = now.includes(kind) ? now.filter((each) => each !== kind) : [...now, kind];
    go(withQuery(place, { kinds: next.join(",") || null }), { replace: true });
  };
  return (
    <fieldset>
      <legend class="said">{t("edges")}</legend>
      {KINDS.map((kind) => (
        <label key={kind}>
          <input type="checkbox" checked={now.includes(kind)} onChange={() => turn(kind)} /> {t(kind)}
        </label>
      ))}
    </fieldset>
  );
}

/** The drawing as a picture, where it cannot be live. */
function Still({ svg, label }: { svg: string; label: string }) {
  const source = useMemo(() => URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })), [svg]);
  useEffect(() => () => URL.revokeObjectURL(source), [source]);
  return (
    <div class="still">
      <p class="note">{t("noWebgl")}</p>
      <img src={source} alt={label} />
    </div>
  );
}

function variable(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
