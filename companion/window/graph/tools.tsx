// What lies over the drawing to work with it: finding, laying out, the backbone, saving, and the whole screen.

import { useEffect, useRef, useState } from "preact/hooks";
import type { GraphRequest } from "../../../shared/wire/types.gen";
import { Floating } from "../components/floating";
import { ProblemNote } from "../components/problem";
import { below } from "../texts";
import { Backbone } from "./controls";
import { Find } from "./find";
import { useLayoutRun } from "./layout-run";
import type { LegendPart } from "./legend";
import type { Drawing, Shown } from "./model";
import type { Narrowed } from "./narrow";
import { Narrow } from "./narrow-fields";
import type { Seen } from "./picture";
import type { GraphNode } from "./received";
import { Saves } from "./saves";
import type { TableName } from "./tables";

const t = below("graph");

const NARROW = matchMedia("(width < 1000px)");

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
  table: TableName | null;
  show: (table: TableName | null) => void;
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
  table,
  show,
}: Asked) {
  const { nodes, edges } = drawing.received;
  const layout = useLayoutRun({ drawing, asked, placed });
  const place = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow();
  /** What is done from within what is folded is looked at in the drawing. */
  const outside = (act: () => void) => {
    for (const open of isNarrow ? (place.current?.querySelectorAll("details") ?? []) : []) open.open = false;
    act();
  };
  const find = <Find nodes={nodes} found={(node) => outside(() => found(node))} />;
  const acts = (
    <>
      <button type="button" disabled={layout.runs} onClick={() => outside(layout.anew)}>
        {t("layOut")}
      </button>
      <button
        type="button"
        aria-pressed={lassoes}
        title={t("lassoWhy")}
        onClick={() => outside(() => lasso(!lassoes))}
      >
        {t("lasso")}
      </button>
      <button
        type="button"
        aria-pressed={table !== null}
        onClick={() => outside(() => show(table ? null : "accounts"))}
      >
        {t("tables")}
      </button>
      <button type="button" onClick={() => outside(whole)}>
        {t("wholeDrawing")}
      </button>
    </>
  );
  return (
    <div class="tools" ref={place}>
      {!isNarrow && find}
      <Floating name="graph" words={t(isNarrow ? "tools" : "more")} isButton>
        <div class="card">
          {isNarrow && find}
          {isNarrow && acts}
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
      {!isNarrow && acts}
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
      {layout.runs && (
        <p class="soft" role="status">
          {t("layingOut")}
        </p>
      )}
      {layout.problem && <ProblemNote problem={layout.problem} />}
    </div>
  );
}

/** Whether the tools do not stand in one row. */
function useIsNarrow(): boolean {
  const [isNarrow, set] = useState(NARROW.matches);
  useEffect(() => {
    const changed = () => set(NARROW.matches);
    NARROW.addEventListener("change", changed);
    return () => NARROW.removeEventListener("change", changed);
  }, []);
  return isNarrow;
}

/** The drawing alone on the screen, with what lies over it; and back. */
function turnFullScreen({ currentTarget }: { currentTarget: HTMLElement }): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void currentTarget.closest(".stage")?.requestFullscreen();
}
