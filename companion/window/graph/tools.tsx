// What lies over the drawing to work with it: finding, laying out, the backbone, saving, and the whole screen.

import type { GraphRequest } from "../../../shared/wire/types.gen";
import { Floating } from "../components/floating";
import { below, say } from "../texts";
import { Backbone } from "./controls";
import { Find } from "./find";
import { LayoutRun } from "./layout-run";
import type { LegendPart } from "./legend";
import type { Drawing, Shown } from "./model";
import type { Narrowed } from "./narrow";
import { Narrow } from "./narrow-fields";
import type { Seen } from "./picture";
import type { GraphNode } from "./received";
import { Saves } from "./saves";

const t = below("graph");

interface Asked {
  drawing: Drawing;
  shown: Shown;
  legend: readonly LegendPart[];
  label: string;
  namesCommunities: boolean;
  asked: GraphRequest;
  placed: () => void;
  found: (node: GraphNode) => void;
  change: (changes: Partial<Shown>) => void;
  seen: () => Seen;
  whole: () => void;
  /** Whether a line is being drawn around accounts. */
  lassoes: boolean;
  lasso: (lassoes: boolean) => void;
  narrowed: Narrowed;
  narrow: (narrowed: Narrowed) => void;
  listsEdges: boolean;
  listEdges: (lists: boolean) => void;
}

export function Tools({
  drawing,
  shown,
  legend,
  label,
  namesCommunities,
  asked,
  placed,
  found,
  change,
  seen,
  whole,
  lassoes,
  lasso,
  narrowed,
  narrow,
  listsEdges,
  listEdges,
}: Asked) {
  const { nodes, edges } = drawing.received;
  return (
    <div class="tools">
      <Find nodes={nodes} found={found} />
      <LayoutRun drawing={drawing} asked={asked} placed={placed} />
      <Floating name="graph" words={t("more")} isButton>
        <div class="card">
          <Backbone edges={edges} least={shown.backbone} set={(backbone) => change({ backbone })} />
          <Narrow nodes={nodes} narrowed={narrowed} narrow={narrow} />
          <Saves
            drawing={drawing}
            shown={shown}
            legend={legend}
            label={label}
            namesCommunities={namesCommunities}
            seen={seen}
          />
        </div>
      </Floating>
      <button type="button" aria-pressed={lassoes} title={t("lassoWhy")} onClick={() => lasso(!lassoes)}>
        {t("lasso")}
      </button>
      <button type="button" aria-pressed={listsEdges} onClick={() => listEdges(!listsEdges)}>
        {say("common.edges")}
      </button>
      <button type="button" onClick={whole}>
        {t("wholeDrawing")}
      </button>
      {document.fullscreenEnabled && (
        <button
          type="button"
          onClick={turnFullScreen}
          title={t("fullScreenWhy")}
          aria-label={t("fullScreen")}
        >
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path
              d="M1 5V1h4M11 1h4v4M15 11v4h-4M5 15H1v-4"
              fill="none"
              stroke="currentColor"
              stroke-width="2"
            />
          </svg>
        </button>
      )}
    </div>
  );
}

/** The drawing alone on the screen, with what lies over it; and back. */
function turnFullScreen({ currentTarget }: { currentTarget: HTMLElement }): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void currentTarget.closest(".stage")?.requestFullscreen();
}
