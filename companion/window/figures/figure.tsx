// One figure: what it finds, its drawing, what it is narrowed by, what it rests on, and how to keep it.

import { useState } from "preact/hooks";
import type { FigureDrawn, Selection, Slider } from "../../../shared/wire/types.gen";
import { ProblemNote } from "../components/problem";
import { below, written } from "../texts";
import { Drawing } from "./drawing";
import { type FigureOptions, useFigure } from "./drawn";
import { Saves } from "./saves";
import { TimeFields } from "./time-fields";

const t = below("figures");

interface FigureAsked {
  name: string;
  heading: string;
  selection: Selection;
  round: number;
}

export function Figure({ name, heading, selection, round }: FigureAsked) {
  const [options, setOptions] = useState<FigureOptions>({});
  const { figure, problem, busy } = useFigure(name, selection, options, round);
  const id = `figure-${name}`;
  const set = (changes: Record<string, number | string | null>) => {
    const changed = Object.entries({ ...options, ...changes }).filter(([, value]) => value !== null);
    setOptions(Object.fromEntries(changed) as FigureOptions);
  };
  return (
    <section class={`one-figure ${name}`} aria-labelledby={id} aria-busy={busy} tabIndex={-1}>
      <p class={figure?.title ? "soft what" : "soft what unneeded"}>{figure?.heading || heading}</p>
      <h2 id={id}>{figure?.title || heading}</h2>
      {problem && <ProblemNote problem={problem} />}
      {!figure && busy && (
        <p class="soft drawing-soon" role="status">
          {t("drawing")}
        </p>
      )}
      {figure?.too_little && <p class="little">{figure.too_little}</p>}
      {figure?.drawing && <Shown {...{ figure, selection, options, set }} />}
    </section>
  );
}

interface ShownAsked {
  figure: FigureDrawn;
  selection: Selection;
  options: FigureOptions;
  set: (changes: Record<string, number | string | null>) => void;
}

function Shown({ figure, selection, options, set }: ShownAsked) {
  const narrow = (since: string | null, until: string | null) => set({ since, until });
  return (
    <>
      {figure.slider && <Slide slider={figure.slider} set={set} />}
      <Drawing figure={figure} narrow={narrow} />
      {figure.time && <TimeFields time={figure.time} narrow={narrow} />}
      <Saves {...{ figure, selection, options }} />
      <details class="rests-on">
        <summary>{t("restsOn")}</summary>
        {(figure.basis ?? []).map((each) => (
          <p key={each} class="soft">
            {each}
          </p>
        ))}
      </details>
    </>
  );
}

function Slide({ slider, set }: { slider: Slider; set: (changes: Record<string, number>) => void }) {
  const { option, label, value, least, most } = slider;
  const [moved, setMoved] = useState<number | null>(null);
  return (
    <label class="slide">
      <span>{label}</span>
      <input
        type="range"
        min={least}
        max={most}
        value={moved ?? value}
        onInput={(event) => setMoved(Number(event.currentTarget.value))}
        onChange={(event) => set({ [option]: Number(event.currentTarget.value) })}
      />
      <output class="number">{written(moved ?? value)}</output>
    </label>
  );
}
