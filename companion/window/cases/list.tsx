// Which cases there are, what was recorded into each, and how to begin one.

import { useState } from "preact/hooks";
import type { CaseRow } from "../../../shared/wire/types.gen";
import { address, go } from "../address";
import { ask } from "../companion";
import { Empty, ProblemNote } from "../components/problem";
import { Received } from "../components/received";
import { Table } from "../components/table";
import { below, day, say, written } from "../texts";
import { useGot, useTried } from "../view-data";

const t = below("cases");

export function useCases() {
  return useGot("cases");
}

export function List() {
  return (
    <>
      <h1>{say("views.cases")}</h1>
      <Received asked={useCases()}>
        {({ cases }) =>
          cases.length > 0 ? (
            <>
              <Cases cases={cases} />
              <Begin />
            </>
          ) : (
            <Empty title={t("empty")}>
              <p>{t("emptyWords")}</p>
              <Begin />
            </Empty>
          )
        }
      </Received>
    </>
  );
}

function Cases({ cases }: { cases: readonly CaseRow[] }) {
  const link = ({ case: number, name }: CaseRow) => (
    <a href={address(["cases", number])}>
      <bdi>{name}</bdi>
    </a>
  );
  return (
    <Table
      label={say("views.cases")}
      rows={cases}
      columns={[
        { name: say("common.name"), is: "row", cell: link },
        { name: say("views.accounts"), is: "number", cell: ({ accounts }) => written(accounts) },
        { name: t("recorded"), cell: recordedWhen },
        { name: t("sessions"), is: "number", cell: ({ sessions }) => written(sessions) },
        { name: say("common.notes"), is: "number", cell: ({ notes }) => written(notes) },
      ]}
    />
  );
}

/** The days between which something was recorded into it, else how its accounts came there. */
export function recordedWhen(row: CaseRow): string {
  if (!row.first_seen || !row.last_seen) return t(row.accounts ? "wasPutIn" : "neverRecorded");
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
