// All figures of a selection, each drawn as soon as it is there.

import { useRef, useState } from "preact/hooks";
import type { FigureDrawn, FigureKnown, Selection } from "../../../shared/wire/types.gen";
import { Received } from "../components/received";
import { useLive } from "../live";
import { below } from "../texts";
import { useGot } from "../view-data";
import { forgetFigures } from "./drawn";
import { Figure } from "./figure";
import { OneReport } from "./put";
import { SaveAll } from "./saves";

const t = below("figures");

export function Figures({ selection }: { selection: Selection }) {
  const [round, setRound] = useState(0);
  const [stale, setStale] = useState(false);
  useLive("seen", () => setStale(true));
  const again = () => {
    forgetFigures();
    setStale(false);
    setRound((before) => before + 1);
  };
  return (
    <section class="figures" aria-label={t("title")}>
      {stale && (
        <p class="soft" role="status">
          {t("stale")}{" "}
          <button type="button" class="link" onClick={again}>
            {t("again")}
          </button>
        </p>
      )}
      <Received asked={useGot("figures", null)} meanwhile={t("drawingAll")}>
        {({ figures }) => <All key={JSON.stringify(selection)} {...{ figures, selection, round }} />}
      </Received>
    </section>
  );
}

interface AllAsked {
  figures: FigureKnown[];
  selection: Selection;
  round: number;
}

function All({ figures, selection, round }: AllAsked) {
  const [drawn, setDrawn] = useState<Record<string, FigureDrawn | null | undefined>>({});
  return (
    <OneReport>
      <Jumps figures={figures} />
      <SaveAll figures={figures.map(({ name }) => drawn[name])} />
      {figures.map(({ name, heading }) => (
        <Figure
          key={name}
          {...{ name, heading, selection, round }}
          drew={(figure) => setDrawn((before) => ({ ...before, [name]: figure }))}
        />
      ))}
    </OneReport>
  );
}

/** To a figure without a long way past the others; the address stays that of the view. */
function Jumps({ figures }: { figures: FigureKnown[] }) {
  const here = useRef<HTMLElement>(null);
  const go = (name: string) => {
    const section = here.current?.parentElement?.querySelector<HTMLElement>(`.one-figure.${name}`);
    section?.scrollIntoView();
    section?.focus({ preventScroll: true });
  };
  return (
    <nav class="jumps" aria-label={t("jump")} ref={here}>
      {figures.map(({ name, heading }) => (
        <button key={name} type="button" class="link" onClick={() => go(name)}>
          {heading}
        </button>
      ))}
    </nav>
  );
}
