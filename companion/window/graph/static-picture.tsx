// The drawing as a picture, where it cannot be live.

import { useEffect, useMemo } from "preact/hooks";
import { below } from "../texts";
import type { Asked } from "./canvas";
import { ALL_SEEN, svgOf } from "./picture";

const t = below("graph");

export function StaticPicture({ drawing, shown, legend, label, layouts, namesCommunities, stage }: Asked) {
  const source = useMemo(
    () =>
      URL.createObjectURL(
        new Blob([svgOf(drawing, shown, legend, label, namesCommunities)], { type: "image/svg+xml" }),
      ),
    [drawing, shown, legend, label, layouts, namesCommunities],
  );
  useEffect(() => () => URL.revokeObjectURL(source), [source]);
  useEffect(() => {
    stage.current = { lookAt: () => {}, seen: () => ALL_SEEN, placeOf: (point) => point, whole: () => {} };
    return () => {
      stage.current = null;
    };
  }, []);
  return (
    <div class="static-picture">
      <p class="note">{t("noWebgl")}</p>
      <img src={source} alt={label} />
    </div>
  );
}
