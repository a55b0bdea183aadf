// All figures of a selection, each drawn as soon as it is there.

import { useRef, useState } from "preact/hooks";
import type { FigureKnown, Selection } from "../../../shared/wire/types.gen";
import { Received } from "../components/received";
import { useLive } from "../live";
import { below } from "../texts";
import { useGot } from "../view-data";
import { forgetFigures } from "./drawn";
import { Figure } from "./figure";

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
        {({ figures }) => (
          <>
            <Jumps figures={figures} />
            {figures.map((each) => (
              <One key={each.name} {...{ each, selection, round }} />
            ))}
          </>
        )}
      </Received>
    </section>
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

function One({ each, selection, round }: { each: FigureKnown; selection: Selection; round: number }) {
  const { name, heading } = each;
  return <Figure key={JSON.stringify(selection)} {...{ name, heading, selection, round }} />;
}
