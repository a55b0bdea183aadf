// What a case's report would have: its texts, its sections, and the button that makes it.

import type { ComponentChildren } from "preact";
import type {
  ReportFigure,
  ReportFigureChoice,
  ReportMade,
  ReportPlan,
  ReportRequest,
} from "../../../shared/wire/types.gen";
import { go, type Place, withQuery } from "../address";
import { ask } from "../companion";
import { useWork, Working } from "../components/awaited-job";
import { Button, LinkButton } from "../components/buttons";
import { Tickbox } from "../components/fields";
import { save } from "../components/jobs";
import { ProblemNote } from "../components/problem";
import { Received } from "../components/received";
import { below, say } from "../texts";
import { useGot, useTried } from "../view-data";
import { Kept } from "./kept";
import { Open } from "./open";

const t = below("report");

export function Plan({ number, spoken, place }: { number: number; spoken: string; place: Place }) {
  const asked = useGot(`cases/${number}/report?language=${spoken}`, null);
  return (
    <Received asked={asked} meanwhile={t("planning")}>
      {(plan) => <Sections plan={plan} spoken={spoken} place={place} />}
    </Received>
  );
}

function Sections({ plan, spoken, place }: { plan: ReportPlan; spoken: string; place: Place }) {
  const left = place.query.get("without");
  const without = left === null ? notChosen(plan) : new Set(left.split(",").filter(Boolean));
  const leave = (names: Iterable<string>) => {
    const chosen = [...names].join(",") || ","; // a comma is nothing left out, by choice
    go(withQuery(place, { without: chosen }), { replace: true });
  };
  const item = (name: string) => ({
    number: plan.case,
    name,
    taken: !without.has(name),
    take: (taken: boolean) =>
      leave(taken ? [...without].filter((each) => each !== name) : [...without, name]),
  });
  const figures = plan.figures.map(figureKey);
  const analyses = plan.sections.map(({ name }) => name);
  const some = analyses.some((name) => !without.has(name));
  /** Takes these, or leaves them, and none of the others. */
  const change = (names: string[], taken: boolean) =>
    leave([...[...without].filter((each) => !names.includes(each)), ...(taken ? [] : names)]);
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
        <h2>{t("figures")}</h2>
        <p class="links">
          <LinkButton onClick={() => change(figures, true)}>{t("all")}</LinkButton>
          <LinkButton onClick={() => change(figures, false)}>{t("none")}</LinkButton>
        </p>
        <ol class="sections">
          {plan.figures.map((figure) => (
            <Item
              key={figure.name}
              {...item(figureKey(figure))}
              label={t("takeFigure", { figure: figure.usual })}
              noteLabel={t("noteOfFigure", { figure: figure.usual })}
              note={figure.note}
            >
              <span>
                <label for={boxOf(figureKey(figure))}>{figure.usual}</label>{" "}
                {figure.chosen && <Put number={plan.case} figure={figure} />}
              </span>
            </Item>
          ))}
        </ol>
        <h2>{t("sections")}</h2>
        <p class="soft">{t("sectionsWords")}</p>
        <Tickbox
          checked={analyses.every((name) => !without.has(name))}
          set={(taken) => change(analyses, taken)}
        >
          {t("withAll")}
        </Tickbox>
        <details open={some}>
          <summary>{t("oneByOne")}</summary>
          <ol class="sections">
            {plan.sections.map(({ name, usual, heading, note }) => (
              <Item
                key={name}
                {...item(name)}
                label={t("take", { section: usual })}
                noteLabel={t("noteOf", { section: usual })}
                note={note}
              >
                <Kept
                  case={plan.case}
                  name={`${name}.heading`}
                  label={t("headingOf", { section: usual })}
                  usual={usual}
                  text={heading ?? ""}
                  bare
                />
              </Item>
            ))}
          </ol>
        </details>
      </section>
      <Make plan={plan} spoken={spoken} without={without} />
    </>
  );
}

/** What is left out while nobody has chosen: once figures were put in, all others; and every analysis. */
function notChosen({ figures, sections }: ReportPlan): ReadonlySet<string> {
  const others = figures.filter((figure) => !figure.chosen);
  const left = others.length < figures.length ? others.map(figureKey) : [];
  return new Set([...left, ...sections.map(({ name }) => name)]);
}

/** A figure among what is left out; sections may have the same names. */
function figureKey({ name }: ReportFigure): string {
  return `figures.${name}`;
}

/** A figure or section: whether it is taken into the report, and the note on it. */
function boxOf(name: string): string {
  return `take-${name}`;
}

function Item(props: {
  number: number;
  name: string;
  label: string;
  noteLabel: string;
  note: string | null | undefined;
  taken: boolean;
  take: (taken: boolean) => void;
  children: ComponentChildren;
}) {
  const { number, name, label, noteLabel, note, taken, take } = props;
  return (
    <li class={taken ? undefined : "left-out"}>
      <input
        type="checkbox"
        id={boxOf(name)}
        checked={taken}
        aria-label={label}
        onChange={(event) => take(event.currentTarget.checked)}
      />
      {props.children}
      <Kept
        case={number}
        name={`${name}.note`}
        label={noteLabel}
        usual={say("common.addNote")}
        text={note ?? ""}
        long
        bare
      />
    </li>
  );
}

/** That it stands there as it was put, and the way back. */
function Put({ number, figure }: { number: number; figure: ReportFigure }) {
  const { problem, tried } = useTried();
  const { accounts } = figure;
  const out: ReportFigureChoice = { name: figure.name, options: null };
  const takeOut = () => ask("POST", `cases/${number}/report/figures`, out);
  return (
    <>
      <span class="soft">
        {accounts == null ? t("asPut") : t("asPutOf", { count: accounts })}
        {" · "}
      </span>
      <LinkButton onClick={() => void tried(takeOut)}>{t("takeOut")}</LinkButton>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}

const MEGABYTE = 2 ** 20;

function Make({ plan, spoken, without }: { plan: ReportPlan; spoken: string; without: ReadonlySet<string> }) {
  const work = useWork<ReportMade>();
  const figures = plan.figures.filter((each) => !without.has(figureKey(each)));
  const sections = plan.sections.filter((each) => !without.has(each.name));
  const asked: ReportRequest = {
    language: spoken,
    figures: figures.map(({ name }) => name),
    sections: sections.map(({ name }) => name),
  };
  const begin = () => ask("POST", `cases/${plan.case}/report`, asked);
  const isNothing = figures.length + sections.length === 0;
  const { job, result } = work;
  return (
    <>
      <section>
        <h2>{t("goesIn")}</h2>
        <div role="status">
          <ul class="goes-in">
            <li>{t("ofAccounts", { count: plan.accounts })}</li>
            <li>
              {t("hasFigures", {
                count: figures.length,
                names: figures.map(({ usual }) => usual).join(", "),
              })}
            </li>
            <li>
              {t("hasSections", {
                count: sections.length,
                names: sections.map(({ usual }) => usual).join(", "),
              })}
            </li>
          </ul>
        </div>
      </section>
      <section class="make">
        <p class="soft">{t("names")}</p>
        <p>
          <Button class="primary" disabled={work.busy || isNothing} onClick={() => void work.start(begin)}>
            {t("make")}
          </Button>{" "}
          {isNothing && <span role="status">{t("nothingTaken")}</span>}
        </p>
        <Working work={work} />
        {result && job && (
          <div class="made" role="status">
            <p>
              {t("made", {
                figures: result.figures,
                count: result.sections,
                size: result.bytes / MEGABYTE,
              })}
            </p>
            <p class="links">
              <Open job={job} />
              <Button onClick={() => void save(job)}>{t("save")}</Button>
            </p>
            <p class="soft">{t("openHint")}</p>
          </div>
        )}
      </section>
    </>
  );
}
