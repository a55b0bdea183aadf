// Which cases there are, what was recorded into each, and how to begin one.

import { useState } from "preact/hooks";
import type { CaseRow } from "../../../shared/wire/types.gen";
import { address, go } from "../address";
import { ask } from "../companion";
import { Empty, ProblemNote } from "../components/problem";
import { TableHead } from "../components/table-head";
import { below, day, say, written } from "../texts";
import { useGot, useTried } from "../view-data";

const t = below("cases");

export function useCases() {
  return useGot("cases");
}

export function List() {
  const { answer, problem, again } = useCases();
  return (
    <>
      <h1>{say("views.cases")}</h1>
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer && answer.cases.length > 0 && <Table cases={answer.cases} />}
      {answer && answer.cases.length === 0 ? (
        <Empty title={t("empty")}>
          <p>{t("emptyWords")}</p>
          <Begin />
        </Empty>
      ) : (
        answer && <Begin />
      )}
    </>
  );
}

function Table({ cases }: { cases: readonly CaseRow[] }) {
  return (
    <div class="wide">
      <table>
        <TableHead
          columns={[
            say("common.name"),
            { number: say("views.accounts") },
            t("recorded"),
            { number: t("sessions") },
            { number: say("common.notes") },
          ]}
        />
        <tbody>
          {cases.map((each) => (
            <tr key={each.case}>
              <th scope="row">
                <a href={address(["cases", each.case])}>
                  <bdi>{each.name}</bdi>
                </a>
              </th>
              <td class="number">{written(each.accounts)}</td>
              <td>{recordedWhen(each)}</td>
              <td class="number">{written(each.sessions)}</td>
              <td class="number">{written(each.notes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The days between which something was recorded into it. */
export function recordedWhen(row: CaseRow): string {
  if (!row.first_seen || !row.last_seen) return t("neverRecorded");
  const [first, last] = [day(row.first_seen), day(row.last_seen)];
  return first === last ? first : t("span", { first, last });
}

function Begin() {
  const [name, setName] = useState("");
  const { problem, tried } = useTried();
  const begin = (event: Event) => {
    event.preventDefault();
    if (!name.trim()) return;
    void tried(async () => {
      const made = await ask("POST", "cases", { name });
      go(address(["cases", made.case]));
    });
  };
  return (
    <form class="line" onSubmit={begin}>
      <input
        aria-label={t("newName")}
        placeholder={t("newName")}
        maxLength={200}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit">{t("begin")}</button>
      {problem && <ProblemNote problem={problem} />}
    </form>
  );
}
