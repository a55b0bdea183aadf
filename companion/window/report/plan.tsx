// What a case's report would have: its texts, its sections, and the button that makes it.

import type { ReportMade, ReportPlan, ReportRequest, ReportSection } from "../../../shared/wire/types.gen";
import { go, type Place, withQuery } from "../address";
import { ask } from "../companion";
import { useWork, Working } from "../components/awaited-job";
import { save } from "../components/jobs";
import { Received } from "../components/received";
import { below, say } from "../texts";
import { useGot } from "../view-data";
import { Kept } from "./kept";

const t = below("report");

export function Plan({ number, spoken, place }: { number: number; spoken: string; place: Place }) {
  const asked = useGot(`cases/${number}/report?language=${spoken}`, null);
  return (
    <Received asked={asked}>{(plan) => <Sections plan={plan} spoken={spoken} place={place} />}</Received>
  );
}

function Sections({ plan, spoken, place }: { plan: ReportPlan; spoken: string; place: Place }) {
  const without = new Set((place.query.get("without") ?? "").split(",").filter(Boolean));
  const leave = (names: Iterable<string>) =>
    go(withQuery(place, { without: [...names].join(",") }), { replace: true });
  const take = (name: string, taken: boolean) =>
    leave(taken ? [...without].filter((each) => each !== name) : [...without, name]);
  const chosen = plan.sections.filter((section) => !without.has(section.name));
  return (
    <>
      <section class="front">
        <Kept
          case={plan.case}
          name="heading"
          label={t("heading")}
          usual={plan.usual}
          text={plan.heading ?? ""}
        />
        <Kept
          case={plan.case}
          name="introduction"
          label={t("introduction")}
          usual={t("introductionHint")}
          text={plan.introduction ?? ""}
          long
        />
      </section>
      <section>
        <h2>{t("sections")}</h2>
        <p class="links">
          <button type="button" class="link" onClick={() => leave([])}>
            {t("all")}
          </button>
          <button type="button" class="link" onClick={() => leave(plan.sections.map((each) => each.name))}>
            {t("none")}
          </button>
        </p>
        <ol class="sections">
          {plan.sections.map((section) => (
            <Section
              key={section.name}
              number={plan.case}
              section={section}
              taken={!without.has(section.name)}
              take={(taken) => take(section.name, taken)}
            />
          ))}
        </ol>
      </section>
      <Make plan={plan} spoken={spoken} sections={chosen.map((section) => section.name)} />
    </>
  );
}

function Section(props: {
  number: number;
  section: ReportSection;
  taken: boolean;
  take: (taken: boolean) => void;
}) {
  const { number, section, taken, take } = props;
  const { name, usual } = section;
  return (
    <li class={taken ? undefined : "left-out"}>
      <input
        type="checkbox"
        checked={taken}
        aria-label={t("take", { section: usual })}
        onChange={(event) => take(event.currentTarget.checked)}
      />
      <Kept
        case={number}
        name={`${name}.heading`}
        label={t("headingOf", { section: usual })}
        usual={usual}
        text={section.heading ?? ""}
        bare
      />
      <Kept
        case={number}
        name={`${name}.note`}
        label={t("noteOf", { section: usual })}
        usual={say("common.addNote")}
        text={section.note ?? ""}
        long
        bare
      />
    </li>
  );
}

const MEGABYTE = 2 ** 20;

function Make({ plan, spoken, sections }: { plan: ReportPlan; spoken: string; sections: string[] }) {
  const work = useWork<ReportMade>();
  const asked: ReportRequest = {
    language: spoken,
    ...(sections.length < plan.sections.length && { sections }),
  };
  const begin = () => ask("POST", `cases/${plan.case}/report`, asked);
  const { job, result } = work;
  return (
    <section class="make">
      <p class="soft">{t("names")}</p>
      <p>
        <button
          type="button"
          class="primary"
          disabled={work.busy || sections.length === 0}
          onClick={() => void work.start(begin)}
        >
          {t("make")}
        </button>
      </p>
      <Working work={work} />
      {result && job && (
        <div class="made" role="status">
          <p>
            {t("made", {
              count: result.sections,
              size: result.bytes / MEGABYTE,
            })}
          </p>
          <p>
            <button type="button" onClick={() => void save(job)}>
              {t("save")}
            </button>{" "}
            <span class="soft">{t("openHint")}</span>
          </p>
        </div>
      )}
    </section>
  );
}
