// What lies over the drawing to work with it: finding, laying out, the backbone, saving, and the whole screen.

import type { GraphNode } from "../../../shared/wire/types.gen";
import { below } from "../texts";
import type { Stage } from "./canvas";
import { Backbone } from "./controls";
import { Find } from "./find";
import { LayoutRun } from "./layout-run";
import type { LegendPart } from "./legend";
import type { Drawing, Shown } from "./model";
import { Saves } from "./saves";

const t = below("graph");

interface Asked {
  drawing: Drawing;
  shown: Shown;
  legend: readonly LegendPart[];
  label: string;
  name: string;
  stage: { readonly current: Stage | null };
  found: (node: GraphNode) => void;
  change: (changes: Partial<Shown>) => void;
}

export function Tools({ drawing, shown, legend, label, name, stage, found, change }: Asked) {
  const { nodes, edges } = drawing.received;
  return (
    <div class="tools">
      <Find nodes={nodes} found={found} />
      <LayoutRun drawing={drawing} name={name} stage={stage} />
      <details>
        <summary class="button">{t("more")}</summary>
        <div class="card">
          <Backbone edges={edges} least={shown.backbone} set={(backbone) => change({ backbone })} />
          <Saves drawing={drawing} shown={shown} legend={legend} label={label} />
        </div>
      </details>
      {document.fullscreenEnabled && (
        <button
          type="button"
          onClick={turnFullScreen}
          title={t("fullScreenWhy")}
          aria-label={t("fullScreen")}
        >
          ⛶
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
