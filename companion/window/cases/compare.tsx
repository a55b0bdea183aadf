// Two cases beside each other: the accounts and edges that they share.

import type { CaseRow } from "../../../shared/wire/types.gen";
import { address, go, type Place, withQuery } from "../address";
import { ask } from "../companion";
import { AccountList } from "../components/name";
import { Options } from "../components/options";
import { ProblemNote } from "../components/problem";
import { tick, ticked } from "../selection";
import { below, say, written } from "../texts";
import { useAsked } from "../view-data";
import { useCases } from "./list";

const t = below("cases.compare");

export function Compare({ place }: { place: Place }) {
  const { answer, problem, again } = useCases();
  const cases = answer?.cases ?? [];
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
          <Choice label={t("one")} cases={cases} value={one} name="one" place={place} />
          <Choice label={t("other")} cases={cases} value={other} name="other" place={place} />
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

function Choice({
  label,
  cases,
  value,
  name,
  place,
}: {
  label: string;
  cases: readonly CaseRow[];
  value: number | null;
  name: string;
  place: Place;
}) {
  return (
    <label>
      <span class="soft">{label}</span>
      <select
        value={value ?? ""}
        onChange={(event) => go(withQuery(place, { [name]: event.currentTarget.value }), { replace: true })}
      >
        <option value="" />
        <Options of={cases.map((each) => [each.case, `${each.name} (${written(each.accounts)})`])} />
      </select>
    </label>
  );
}

function Comparison({ one, other }: { one: number; other: number }) {
  const { answer, problem, again } = useAsked(
    (signal) => ask("POST", "cases/compare", { one, other }, signal),
    [one, other],
  );
  if (!answer) return problem ? <ProblemNote problem={problem} again={again} /> : null;
  const names = { one: answer.one.name, other: answer.other.name };
  const rows: readonly (readonly [string, number])[] = [
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
      [one, other].map((number) => ask("POST", "accounts/keys", { case: number, hidden: true })),
    );
    const known = new Set(first?.accounts);
    tick([...ticked(), ...(second?.accounts ?? []).filter((account) => known.has(account))]);
  };
  return (
    <>
      {problem && <ProblemNote problem={problem} again={again} />}
      <table class="sums">
        <tbody>
          {rows.map(([name, count]) => (
            <tr key={name}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td class="number">{written(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <section>
        <h2>{t("inBoth")}</h2>
        {answer.both_count === 0 && <p class="soft">{t("sharedNone")}</p>}
        {answer.both_count > 0 && (
          <p class="line">
            <button type="button" onClick={() => void tickBoth()}>
              {t("tickBoth", { count: answer.both_count })}
            </button>
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
