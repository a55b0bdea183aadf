// Saving the drawing as it is shown.

import { saveBlob } from "../components/jobs";
import { below } from "../texts";
import { gexfOf } from "./gexf";
import type { LegendPart } from "./legend";
import type { Drawing, Shown } from "./model";
import { pngOf, type Seen, svgOf } from "./picture";

const t = below("graph");

interface Asked {
  drawing: Drawing;
  shown: Shown;
  legend: readonly LegendPart[];
  label: string;
  namesCommunities: boolean;
  seen: () => Seen;
}

export function Saves({ drawing, shown, legend, label, namesCommunities, seen }: Asked) {
  const gexf = () => new Blob([gexfOf(drawing, shown)], { type: "application/gexf+xml" });
  const svg = () => svgOf(drawing, shown, legend, label, namesCommunities, seen());
  return (
    <>
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
      <button type="button" title={t("gexfWhy")} onClick={() => void saveBlob(gexf(), "eyeline-graph.gexf")}>
        {t("gexf")}
      </button>
      <a
        class="button"
        href="https://lite.gephi.org/"
        onClick={() => void saveBlob(gexf(), "eyeline-graph.gexf")}
      >
        {t("gephiLite")}
      </a>
      <p class="soft">{t("gephiLiteWhy")}</p>
    </>
  );
}
