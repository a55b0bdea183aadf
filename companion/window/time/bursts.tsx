// What many accounts did at once, beside how many are expected to by chance.

import { useMemo, useState } from "preact/hooks";
import type { BurstSeen, Selection, Synchronous } from "../../../shared/wire/types.gen";
import { go, type Place, withQuery } from "../address";
import { useAnalysis } from "../components/analysed";
import { Section } from "../components/analysis-section";
import { LinkButton } from "../components/buttons";
import { Chart, chance, few } from "../components/chart";
import { Choice, chosen } from "../components/choice";
import { DateField } from "../components/fields";
import { AccountList } from "../components/name";
import { Table } from "../components/table";
import { Tick, tickThese } from "../components/ticking";
import { below, say, written } from "../texts";
import { LeftOut } from "./activity";
import { isoDay, STEPS, type Stretch, stepFor, stretches, stretchName, windowName } from "./spans";

const t = below("time");

const EVENTS = ["avatar_changed", "account_created", "last_activity"] as const;
const SCALES = ["hour", "day"] as const;
/** Every account of a burst is named, so that it can be ticked. */
const OPTIONS = { accounts: true, examples: 10_000 };

export function Bursts({ place, selection }: { place: Place; selection: Selection }) {
  const analysed = useAnalysis("synchrony", selection, OPTIONS);
  const seen = EVENTS.filter((event) => analysed.finding?.events.some((one) => one.event === event));
  const event = chosen(place, "event", place.query.has("event") || seen.length === 0 ? EVENTS : seen);
  const scale = chosen(place, "scale", SCALES);
  return (
    <Section
      title={t("section.bursts")}
      analysed={analysed}
      choices={
        <>
          <Choice
            place={place}
            name="event"
            label={t("eventChoice")}
            value={event}
            options={EVENTS.map((each) => [each, t(`event.${each}`)])}
          />
          <Choice
            place={place}
            name="scale"
            label={t("scaleChoice")}
            value={scale}
            options={SCALES.map((each) => [each, t(`scale.${each}`)])}
          />
        </>
      }
    >
      {(found) => {
        const one = found.events.find((each) => each.event === event && each.scale === scale);
        if (one) return <One key={`${event} ${scale}`} place={place} one={one} />;
        const limit = found.limits?.find(({ values }) => values?.event === event && values.scale === scale);
        return <p>{limit?.text}</p>;
      }}
    </Section>
  );
}

const UNITS = { avatar_changed: "changes", account_created: "creations", last_activity: "accounts" } as const;

function One({ place, one }: { place: Place; one: Synchronous }) {
  const [picked, setPicked] = useState<number | null>(null);
  const [from, to] = [place.query.get("from"), place.query.get("to")];
  const daily = useMemo(() => stretches(one.timeline, "day", from, to), [one, from, to]);
  const step = chosen(place, "per", place.query.has("per") ? STEPS : [stepFor(daily.length)]);
  const shown = useMemo(() => stretches(one.timeline, step, from, to), [one, step, from, to]);
  const points = useMemo(() => pointsOf(shown, step, one.bursts), [shown, step, one]);
  const isIn = (burst: BurstSeen) => {
    const at = Date.parse(burst.begin);
    return shown.some((stretch) => at >= stretch.begin && at < stretch.end);
  };
  const zoom = (begin: string | null, end: string | null) => {
    setPicked(null);
    go(withQuery(place, { from: begin, to: end }));
  };
  return (
    <>
      <p>
        {t(`pairs.${one.scale}`, { pairs: one.pairs, expected: few(one.expected_pairs) })}{" "}
        {t("against", { count: one.others })}
      </p>
      {one.not_asked && <p class="note">{one.not_asked}</p>}
      <div class="choices">
        <Choice
          place={place}
          name="per"
          label={t("per")}
          value={step}
          options={STEPS.map((each) => [each, t(`step.${each}`)])}
        />
        <DateField label={t("from")} value={from} set={(value) => zoom(value, to)} />
        <DateField label={t("to")} value={to} set={(value) => zoom(from, value)} />
        {(from || to) && <LinkButton onClick={() => zoom(null, null)}>{t("whole")}</LinkButton>}
      </div>
      <Chart
        title={t("timelineTitle")}
        unit={t(`unit.${UNITS[one.event]}`)}
        across={t("across.time")}
        points={points}
        chosen={picked}
        hint={t("spanHint")}
        height={220}
        onPoint={(index) => {
          setPicked(index);
          tickThese(shown[index]?.who ?? []);
        }}
        onSpan={(first, last) => {
          const [begin, end] = [shown[first], shown[last]];
          if (begin && end) zoom(isoDay(begin.begin), isoDay(end.end - 1));
        }}
      />
      <LeftOut counted={one} vague={one.scale === "hour" ? "hour" : "day"} />
      <Listed one={one} bursts={one.bursts.filter(isIn)} />
    </>
  );
}

function pointsOf(shown: readonly Stretch[], step: (typeof STEPS)[number], bursts: readonly BurstSeen[]) {
  const begins = bursts.map((burst) => Date.parse(burst.begin));
  return shown.map((stretch) => ({
    name: stretchName(stretch, step),
    at: stretch.begin / 1000,
    count: stretch.observed,
    expected: stretch.expected,
    marked: begins.some((at) => at >= stretch.begin && at < stretch.end),
  }));
}

function Listed({ one, bursts }: { one: Synchronous; bursts: readonly BurstSeen[] }) {
  if (one.not_asked) return null;
  const { busiest } = one;
  if (one.bursts.length === 0) {
    return (
      <>
        <p>{t("noBurst")}</p>
        {busiest && (
          <p>
            {t("busiest", {
              window: windowName(busiest.begin, busiest.end),
              accounts: say("common.accounts", { count: busiest.accounts }),
              expected: few(busiest.expected),
            })}{" "}
            <Tick accounts={busiest.by.map((each) => each.account)} />
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <h3>{t("burstsTitle", { count: one.bursts.length })}</h3>
      {bursts.length < one.bursts.length && (
        <p class="soft">{t("inSpan", { shown: bursts.length, count: one.bursts.length })}</p>
      )}
      <Table
        label={t("burstsTitle", { count: one.bursts.length })}
        rows={bursts}
        keyOf={({ begin }) => begin}
        columns={[
          { name: t("window"), is: "row", cell: ({ begin, end }) => windowName(begin, end) },
          { name: t("observed"), is: "number", cell: ({ accounts }) => written(accounts) },
          { name: t("expected"), is: "number", cell: ({ expected }) => few(expected) },
          {
            name: t("byChance"),
            title: t("byChanceNote"),
            is: "number",
            cell: ({ by_chance }) => (by_chance == null ? "–" : chance(by_chance)),
          },
          { name: say("views.accounts"), cell: (burst) => <Who burst={burst} /> },
        ]}
      />
      <p class="soft">
        {t("byChance")}: {t("byChanceNote")}.
      </p>
    </>
  );
}

function Who({ burst: { accounts, by } }: { burst: BurstSeen }) {
  return (
    <>
      <Tick accounts={by.map((each) => each.account)} />
      <details>
        <summary>{say("views.accounts")}</summary>
        <AccountList accounts={by} />
        {by.length < accounts && <p class="soft">{t("whoShown", { shown: by.length, count: accounts })}</p>}
      </details>
    </>
  );
}
