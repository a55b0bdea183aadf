// The slider over time: what held then, and what changed since another time.

import { useEffect, useState } from "preact/hooks";
import { Tickbox } from "../components/fields";
import { below, day, say } from "../texts";

const t = below("graph");

const STEPS = 200;
const STEP_MS = 120;

interface Asked {
  span: [number, number];
  at: number | null;
  since: number | null;
  set: (at: number | null, since: number | null) => void;
}

export function Times({ span: [first, last], at, since, set }: Asked) {
  const [plays, setPlays] = useState(false);
  const step = (last - first) / STEPS;
  useEffect(() => {
    if (!plays) return;
    const timer = setTimeout(() => {
      const next = Math.min(last, (at ?? first) + step);
      set(next, since);
      if (next >= last) setPlays(false);
    }, STEP_MS);
    return () => clearTimeout(timer);
  }, [plays, at]);
  const play = () => {
    if (!plays && (at === null || at >= last)) set(first, since);
    setPlays(!plays);
  };
  const value = at ?? last;
  const slider = { first, last, step: Math.max(1, step) };
  return (
    <section class={at === null ? "times now" : "times"} aria-label={say("views.time")} title={t("timeNote")}>
      <button type="button" onClick={play}>
        {t(plays ? "pause" : "play")}
      </button>
      <Slider {...slider} label={say("views.time")} value={value} set={(time) => set(time, since)} />
      <output>{at === null ? t("allTimes") : t("asOf", { day: day(new Date(at)) })}</output>
      <Tickbox checked={since !== null} set={(checked) => set(at ?? last, checked ? first : null)}>
        {since === null ? t("compareOff") : t("compare", { day: day(new Date(since)) })}
      </Tickbox>
      {since !== null && (
        <Slider
          {...slider}
          label={t("compare", { day: day(new Date(since)) })}
          value={since}
          set={(time) => set(at ?? last, time)}
        />
      )}
      {at !== null && (
        <button type="button" class="link" onClick={() => set(null, null)}>
          {t("allTimes")}
        </button>
      )}
    </section>
  );
}

interface SliderAsked {
  first: number;
  last: number;
  step: number;
  value: number;
  label: string;
  set: (time: number) => void;
}

function Slider({ first, last, step, value, label, set }: SliderAsked) {
  return (
    <input
      type="range"
      min={first}
      max={last}
      step={step}
      value={value}
      aria-label={label}
      aria-valuetext={day(new Date(value))}
      onInput={(event) => set(Number(event.currentTarget.value))}
    />
  );
}
