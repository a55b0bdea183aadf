// What stands beside the drawing: the account or the edge that was clicked.

import type { Selection } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { analyse, ask, outcome } from "../companion";
import { addressOfList, listInWords } from "../components/captured-list";
import { Mark } from "../components/mark";
import { AccountName, handleOf, nameOf } from "../components/name";
import { Picture } from "../components/picture";
import { ProblemNote } from "../components/problem";
import { tick, ticked, turn, useTicked } from "../selection";
import { below, moment, say, written } from "../texts";
import { useAsked } from "../view-data";
import type { Drawing } from "./model";
import type { GraphNode } from "./received";

const t = below("graph");

const DEPTHS = [1, 2] as const;

interface NodeAsked {
  node: GraphNode;
  drawing: Drawing;
  focus: number | null;
  from: GraphNode | null;
  onFocus: (account: number | null) => void;
  /** Shows only it and those that so many edges or fewer lead to. */
  onAround: (depth: number) => void;
  onExpand: () => void;
  onHide: () => void;
  onFrom: () => void;
  onPath: () => void;
  close: () => void;
}

export function NodePanel(asked: NodeAsked) {
  const { node, drawing, focus, from } = asked;
  const now = useTicked();
  const members = drawing.received.nodes.filter(
    (each) => node.community >= 0 && each.community === node.community,
  );
  return (
    <section class="panel" aria-label={nameOf(node)}>
      <Close close={asked.close} />
      <div class="who">
        <Picture picture={node.picture} size={48} name="" />
        <div>
          <AccountName account={node} withSite />
          <p class="soft">{t("edgesOf", { count: node.degree })}</p>
        </div>
      </div>
      {node.level && node.level !== "none" && <Mark evidence={{ status: "scored", level: node.level }} />}
      <ul class="plain">
        <li>
          <a href={address(["accounts", node.account])}>{t("open")}</a>
        </li>
        <Act words={t("expand")} act={asked.onExpand} />
        <Act
          words={t(focus === node.account ? "unfocus" : "focus")}
          act={() => asked.onFocus(focus === node.account ? null : node.account)}
        />
        {DEPTHS.map((depth) => (
          <Act key={depth} words={t(`around.${depth}`)} act={() => asked.onAround(depth)} />
        ))}
        <Act words={t("hide")} act={asked.onHide} />
        <Act
          words={now.has(node.account) ? t("untick") : say("common.tick")}
          act={() => turn(node.account)}
        />
        {members.length > 1 && (
          <Act
            words={t("tickCommunity", { count: members.length })}
            act={() => tick([...ticked(), ...members.map((each) => each.account)])}
          />
        )}
        {from && from.account !== node.account ? (
          <Act words={t("pathTo", { name: handleOf(from) })} act={asked.onPath} />
        ) : (
          <Act words={t("pathFrom")} act={asked.onFrom} />
        )}
      </ul>
    </section>
  );
}

function Act({ words, act }: { words: string; act: () => void }) {
  return (
    <li>
      <button type="button" class="link" onClick={act}>
        {words}
      </button>
    </li>
  );
}

function Close({ close }: { close: () => void }) {
  return (
    <button type="button" class="link close" aria-label={say("common.close")} onClick={close}>
      ×
    </button>
  );
}

interface EdgeAsked {
  /** Two accounts. */
  ends: readonly [number, number];
  /** Whom the pair is compared among, where what it shares is asked. */
  selection: Selection | null;
  close: () => void;
}

/** Whom both have as a neighbour, those that fewest others have first. */
function SharedBetween({ ends: [one, other], selection }: Omit<EdgeAsked, "close">) {
  const { answer } = useAsked(
    async (signal) => {
      if (!selection) return null;
      const asked = { selection, options: { pair: [one, other], most: 0 } };
      return outcome(await analyse("shared", asked, signal), undefined, signal);
    },
    [one, other, selection === null],
    null,
  );
  return (
    <>
      {answer?.between.map((between) => (
        <div key={between.kind} class="edge-evidence">
          <p>
            {t("sharedBetween", {
              count: between.shared,
              expected: written(between.expected, { maximumSignificantDigits: 2 }),
            })}
          </p>
          <ul class="plain">
            {between.neighbours.slice(0, MOST_NEIGHBOURS).map((each) => (
              <li key={each.account.account}>
                <AccountName account={each.account} />{" "}
                <span class="soft">{t("seenWith", { count: each.seen_with })}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

const MOST_NEIGHBOURS = 40;

export function EdgePanel({ ends, selection, close }: EdgeAsked) {
  const [one, other] = ends;
  const { answer, problem } = useAsked(
    (signal) => ask("POST", "graph/edge", { one, other }, signal),
    [one, other],
  );
  return (
    <section class="panel" aria-label={t("evidence")}>
      <Close close={close} />
      <h2>{t("evidence")}</h2>
      {problem && problem.code !== "not_found" && <ProblemNote problem={problem} />}
      <SharedBetween ends={ends} selection={selection} />
      {answer?.edges.map(({ edge, captures }) => (
        <div key={edge.edge} class="edge-evidence">
          <p>
            <AccountName account={edge.source} /> <span class="soft">{t(`kind.${edge.kind}`)}</span>{" "}
            <AccountName account={edge.target} />
          </p>
          <ul class="plain">
            {captures.map((capture) => (
              <li key={capture.capture}>
                <span class="soft">{moment(capture.seen_at ?? capture.ended_at)}</span>{" "}
                <a href={addressOfList(capture.capture)}>
                  <bdi>{listInWords(capture)}</bdi>
                </a>
                {", "}
                {capture.seen_at ? say(capture.complete ? "lists.whole" : "lists.cut") : t("lacking")}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
