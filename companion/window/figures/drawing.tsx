// A drawing in its page, and a time in it that is narrowed by dragging.

import { useEffect, useRef, useState } from "preact/hooks";
import type { FigureDrawn, TimeRange } from "../../../shared/wire/types.gen";
import { below } from "../texts";

const t = below("figures");

const DAY = 86_400_000;
const LEAST_DRAGGED = 4;

type Narrow = (since: string | null, until: string | null) => void;

interface Asked {
  figure: FigureDrawn;
  narrow: Narrow;
  /** Shows the accounts of the part that was pressed; by keyboard there is the list below the drawing. */
  open: (part: number) => void;
}

export function Drawing({ figure, narrow, open }: Asked) {
  const place = useRef<HTMLDivElement>(null);
  const drawing = figure.drawing ?? "";
  useEffect(() => {
    // As XML, in which no script runs and nothing is guessed.
    const read = new DOMParser().parseFromString(drawing, "image/svg+xml").documentElement;
    place.current?.replaceChildren(document.importNode(read, true));
  }, [drawing]);
  return (
    <>
      <p class="soft wider">{t("wider")}</p>
      {/* In a narrow window it scrolls rather than become too small to read, and must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      {/* biome-ignore lint/a11y/useSemanticElements: it has no fields */}
      <div class="around-drawing" tabIndex={0} role="group" aria-label={figure.heading}>
        <div class="drawing">
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the list below is for the keyboard */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list below is for the keyboard */}
          <div ref={place} onClick={({ target }) => pressed(target, open)} />
          {figure.time && <Dragged time={figure.time} narrow={narrow} viewBox={viewBoxOf(drawing)} />}
        </div>
      </div>
    </>
  );
}

function pressed(target: EventTarget | null, open: (part: number) => void): void {
  const part = target instanceof Element ? target.closest("[data-part]") : null;
  if (part) open(Number(part.getAttribute("data-part")));
}

function viewBoxOf(drawing: string): string {
  return /viewBox="([^"]+)"/.exec(drawing)?.[1] ?? "0 0 1 1";
}

/** Lies on the drawing's time and takes the days from where one presses to where one lets go. */
function Dragged({ time, narrow, viewBox }: { time: TimeRange; narrow: Narrow; viewBox: string }) {
  const [from, setFrom] = useState<number | null>(null);
  const [to, setTo] = useState(0);
  const at = (event: PointerEvent): number => {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return time.left + share * (time.right - time.left);
  };
  const take = () => {
    if (from === null) return;
    setFrom(null);
    if (Math.abs(to - from) < LEAST_DRAGGED) return;
    const first = Date.parse(time.first);
    const days = (Date.parse(time.last) - first) / DAY + 1;
    const dayAt = (x: number) =>
      Math.min(days - 1, Math.floor((days * (x - time.left)) / (time.right - time.left)));
    const named = (day: number) => new Date(first + day * DAY).toISOString().slice(0, 10);
    narrow(named(dayAt(Math.min(from, to))), named(dayAt(Math.max(from, to))));
  };
  const height = time.bottom - time.top;
  return (
    <svg class="dragged" viewBox={viewBox} aria-hidden="true">
      <rect
        class="ground"
        x={time.left}
        y={time.top}
        width={time.right - time.left}
        height={height}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setFrom(at(event));
          setTo(at(event));
        }}
        onPointerMove={(event) => from !== null && setTo(at(event))}
        onPointerUp={take}
        onPointerCancel={() => setFrom(null)}
      />
      {from !== null && (
        <rect
          class="chosen"
          x={Math.min(from, to)}
          y={time.top}
          width={Math.abs(to - from)}
          height={height}
        />
      )}
    </svg>
  );
}
