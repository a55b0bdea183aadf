// Two cases beside each other: the accounts and edges that they share.

import type { CaseComparison } from "../../../shared/wire/types.gen";
import { address, type Place } from "../address";
import { ask } from "../companion";
import { Button } from "../components/buttons";
import { Choice } from "../components/choice";
import { AccountList } from "../components/name";
import { NamedNumbers } from "../components/named-numbers";
import { ProblemNote } from "../components/problem";
import { Received } from "../components/received";
import { tick, ticked } from "../selection";
import { below, say, written } from "../texts";
import { useAsked } from "../view-data";
import { useCases } from "./list";

const t = below("cases.compare");

export function Compare({ place }: { place: Place }) {
  const { answer, problem, again } = useCases();
  const cases = answer?.cases ?? [];
  const options = cases.map((each) => [each.case, `${each.name} (${written(each.accounts)})`] as const);
  const one = Number(place.query.get("one")) || null;
  const other = Number(place.query.get("other")) || null;
  return (
    <>
      <h1>{t("title")}</h1>
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer && cases.length < 2 ? (
        <p class="soft">{t("needTwo")}</p>
      ) : (
        <p class="line fields">
          <Choice label={t("one")} value={one} name="one" {...{ place, options }} none="" />
          <Choice label={t("other")} value={other} name="other" {...{ place, options }} none="" />
        </p>
      )}
      {one && one === other && <p class="note">{t("same")}</p>}
      {one && other && one !== other ? (
        <Comparison one={one} other={other} />
      ) : (
        cases.length > 1 && <p class="soft">{t("words")}</p>
      )}
    </>
  );
}

function Comparison({ one, other }: { one: number; other: number }) {
  const asked = useAsked((signal) => ask("POST", "cases/compare", { one, other }, signal), [one, other]);
  return <Received asked={asked}>{(answer) => <Compared answer={answer} />}</Received>;
}

function Compared({ answer }: { answer: CaseComparison }) {
  const names = { one: answer.one.name, other: answer.other.name };
  const counts: readonly (readonly [string, number])[] = [
    [t("onlyIn", { name: names.one }), answer.only_one],
    [t("onlyIn", { name: names.other }), answer.only_other],
    [t("inBoth"), answer.both_count],
    [t("edgesIn", { name: names.one }), answer.edges_one],
    [t("edgesIn", { name: names.other }), answer.edges_other],
    [t("edgesBoth"), answer.edges_both],
    [t("edgesBetween", names), answer.edges_between],
  ];
  const tickBoth = async () => {
    const [first, second] = await Promise.all(
      [answer.one.case, answer.other.case].map((number) =>
        ask("POST", "accounts/keys", { case: number, hidden: true }),
      ),
    );
    const known = new Set(first?.accounts);
    tick([...ticked(), ...(second?.accounts ?? []).filter((account) => known.has(account))]);
  };
  return (
    <>
      <NamedNumbers rows={counts.map(([name, count]) => [name, written(count)])} kind="sums" />
      <section>
        <h2>{t("inBoth")}</h2>
        {answer.both_count === 0 && <p class="soft">{t("sharedNone")}</p>}
        {answer.both_count > 0 && (
          <p class="line">
            <Button onClick={() => void tickBoth()}>{t("tickBoth", { count: answer.both_count })}</Button>
            {answer.both.length < answer.both_count && (
              <span class="soft">
                {say("common.showing", { shown: answer.both.length, all: answer.both_count })}
              </span>
            )}
          </p>
        )}
        <AccountList accounts={answer.both} columns />
      </section>
      <p class="line links">
        {[answer.one, answer.other].map((each) => (
          <a key={each.case} href={address(["cases", each.case])}>
            <bdi>{each.name}</bdi>
          </a>
        ))}
      </p>
    </>
  );
}
