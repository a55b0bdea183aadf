// One figure: what it finds, its drawing, what it is narrowed by, what it rests on, and how to keep it.

import { useEffect, useState } from "preact/hooks";
import type { FigureBasis, FigureDrawn, Selection, Slider } from "../../../shared/wire/types.gen";
import { go } from "../address";
import { ProblemNote } from "../components/problem";
import { below, written } from "../texts";
import { Drawing } from "./drawing";
import { type FigureOptions, useFigure } from "./drawn";
import { Saves } from "./saves";
import { TimeFields } from "./time-fields";
import { tableOfPart, Whom } from "./whom";

const t = below("figures");

interface FigureAsked {
  name: string;
  heading: string;
  selection: Selection;
  round: number;
  /** Hears of the figure as it stands: undefined while it is drawn, null where it could not be. */
  drew: (figure: FigureDrawn | null | undefined) => void;
}

export function Figure({ name, heading, selection, round, drew }: FigureAsked) {
  const [options, setOptions] = useState<FigureOptions>({});
  const { figure, problem, busy } = useFigure(name, selection, options, round);
  useEffect(() => drew(busy ? undefined : figure), [figure, busy]);
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
  const open = (part: number) => {
    const to = tableOfPart({ figure, selection }, part);
    if (to) go(to);
  };
  return (
    <>
      {figure.slider && <Slide slider={figure.slider} set={set} />}
      <Drawing figure={figure} narrow={narrow} open={open} />
      {figure.time && <TimeFields time={figure.time} narrow={narrow} />}
      <Whom figure={figure} selection={selection} />
      <Saves {...{ figure, selection, options }} />
      {figure.basis && <RestsOn basis={figure.basis} />}
    </>
  );
}

const PARTS = ["sample", "method", "limits"] as const;

/** Sample, method and limits, a few sentences each; what the analyses say of their method is folded once more. */
function RestsOn({ basis }: { basis: FigureBasis }) {
  return (
    <details class="rests-on">
      <summary>{t("restsOn")}</summary>
      {PARTS.filter((part) => basis[part]?.length).map((part) => (
        <section key={part}>
          <h3>{t(part)}</h3>
          <Sentences of={basis[part] ?? []} />
        </section>
      ))}
      {basis.in_full && basis.in_full.length > 0 && (
        <details>
          <summary>{t("inFull")}</summary>
          <Sentences of={basis.in_full} />
        </details>
      )}
    </details>
  );
}

function Sentences({ of }: { of: string[] }) {
  return (
    <>
      {of.map((each) => (
        <p key={each} class="soft">
          {each}
        </p>
      ))}
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
