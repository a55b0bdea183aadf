// The drawing as a picture, where it cannot be live.

import { useEffect, useMemo, useState } from "preact/hooks";
import { below } from "../texts";
import type { Asked } from "./canvas";
import { svgOf } from "./picture";

const t = below("graph");

export function StaticPicture({ drawing, shown, legend, label, stage }: Asked) {
  const [settled, setSettled] = useState(0);
  const source = useMemo(
    () => URL.createObjectURL(new Blob([svgOf(drawing, shown, legend, label)], { type: "image/svg+xml" })),
    [drawing, shown, legend, label, settled],
  );
  useEffect(() => () => URL.revokeObjectURL(source), [source]);
  useEffect(() => {
    // A picture is made when the layout ends, and not at each of its steps.
    stage.current = {
      move: async () => {},
      settle: () => setSettled((times) => times + 1),
      lookAt: () => {},
    };
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
