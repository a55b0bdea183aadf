// The contact sheet: an exact grid, with yellow lines across all cells where the eyes of the set sit.

import { useState } from "preact/hooks";
import type { FaceShown } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { nameOf } from "../components/name";
import { Picture } from "../components/picture";
import { below, say } from "../texts";

const t = below("faces");

const SIDES = [48, 72, 96, 144];

export function Sheet({ faces }: { faces: readonly FaceShown[] }) {
  const [side, setSide] = useState(96);
  const eyes = faces.flatMap((face) => (face.eyes ? [face.eyes] : []));
  const mean = (of: (each: (typeof eyes)[number]) => number) =>
    eyes.reduce((sum, each) => sum + of(each), 0) / Math.max(1, eyes.length);
  const lines = {
    "--eye-y": `${100 * mean(({ left, right }) => (left.y + right.y) / 2)}%`,
    "--eye-left": `${100 * mean(({ left }) => left.x)}%`,
    "--eye-right": `${100 * mean(({ right }) => right.x)}%`,
    "--side": `${side}px`,
  };
  return (
    <section>
      <h2>{t("sheet")}</h2>
      <p class="soft">{t("sheetWords")}</p>
      <label>
        <span class="soft">{say("common.size")}</span>{" "}
        <input
          type="range"
          min="0"
          max={SIDES.length - 1}
          value={SIDES.indexOf(side)}
          onInput={(event) => setSide(SIDES[Number(event.currentTarget.value)] ?? side)}
        />
      </label>
      <ul class="sheet" style={lines}>
        {faces.map((face) => (
          <li key={face.account}>
            <a href={address(["accounts", face.account])} title={nameOf(face)}>
              <Picture picture={face.picture} size={side} name={nameOf(face)} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
