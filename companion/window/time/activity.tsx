// When the accounts were last active, and when they are active at all: by hour of day, weekday and month.

import { useMemo, useState } from "preact/hooks";
import type { ActivityFound, Histogram, Selection } from "../../../shared/wire/types.gen";
import type { Place } from "../address";
import { useAnalysis } from "../components/analysed";
import { Section } from "../components/analysis-section";
import { Chart } from "../components/chart";
import { Choice, chosen } from "../components/choice";
import type { Point } from "../components/plot";
import { tickThese } from "../components/ticking";
import { below, say, written } from "../texts";
import { monthName, weekdayName } from "./spans";

const t = below("time");

const OF = ["last", "all"] as const;

export function Activity({ place, selection }: { place: Place; selection: Selection }) {
  const analysed = useAnalysis("activity", selection, { accounts: true });
  const of = chosen(place, "of", OF);
  return (
    <Section
      title={t("section.activity")}
      analysed={analysed}
      choices={
        <Choice
          place={place}
          name="of"
          label={t("show")}
          value={of}
          options={OF.map((each) => [each, t(each)])}
        />
      }
    >
      {(found) => (
        <>
          <p>{kindsOf(found)}</p>
          <div class="histograms">
            {found.histograms
              .filter((each) => each.of === of)
              .map((each) => (
                <Bars key={each.by} histogram={each} />
              ))}
          </div>
        </>
      )}
    </Section>
  );
}

function kindsOf({ activities, active, kinds }: ActivityFound): string {
  const of = kinds.map(
    (each) => `${written(each.activities)} ${t.known(`activity.${each.kind}`, each.kind)}`,
  );
  const counted = t("activityFound", {
    count: activities,
    active: say("common.accounts", { count: active }),
  });
  return `${counted} ${of.join(", ")}.`;
}

function Bars({ histogram }: { histogram: Histogram }) {
  const [picked, setPicked] = useState<number | null>(null);
  const points = useMemo(() => pointsOf(histogram), [histogram]);
  return (
    <div class={histogram.by}>
      <Chart
        title={t(`by.${histogram.by}`)}
        unit={t(histogram.of === "last" ? "unit.accounts" : "unit.activities")}
        across={t(`across.${histogram.by}`)}
        points={points}
        chosen={picked}
        hint={t("tickHint")}
        onPoint={(index) => {
          setPicked(index);
          tickThese(histogram.who[index] ?? []);
        }}
      />
      <LeftOut counted={histogram} vague={histogram.by === "weekday" ? "day" : histogram.by} />
    </div>
  );
}

function pointsOf({ by, labels, counts }: Histogram): Point[] {
  return labels.map((label, index) => {
    const count = counts[index] ?? 0;
    if (by === "hour") {
      const to = `${(Number(label) + 1) % 24}`.padStart(2, "0");
      return { name: t("hourName", { from: label, to }), short: label, count };
    }
    if (by === "weekday") {
      return { name: weekdayName(Number(label), "long"), short: weekdayName(Number(label), "short"), count };
    }
    const begin = Date.parse(`${label}-01`);
    return { name: monthName(begin, "long"), short: monthName(begin, "short"), count };
  });
}

interface Counted {
  counted: number;
  too_vague: number;
  untimed: number;
  out_of_range: number;
}

/** How many a chart counts, and how many it leaves out, for what. */
export function LeftOut({
  counted,
  vague,
}: {
  counted: Counted;
  /** To what a time must be known to be counted. */
  vague: "hour" | "day" | "month";
}) {
  const out = [
    counted.too_vague > 0 && t(`vague.${vague}`, { count: counted.too_vague }),
    counted.untimed > 0 && t("untimed", { count: counted.untimed }),
    counted.out_of_range > 0 && t("outOfRange", { count: counted.out_of_range }),
  ].filter(Boolean);
  return (
    <p class="soft left-out">
      {t("counted", { count: counted.counted })} {out.length > 0 ? out.join(" ") : t("noneLeftOut")}
    </p>
  );
}
