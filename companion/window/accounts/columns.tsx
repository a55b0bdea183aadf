// The columns of the table of accounts: what each shows, and which of them a person wants to see.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { siteName } from "../../../shared/site-names";
import type { AccountRow } from "../../../shared/wire/types.gen";
import { Tickbox } from "../components/fields";
import { Floating } from "../components/floating";
import { Mark } from "../components/mark";
import { AccountName } from "../components/name";
import { Picture } from "../components/picture";
import { below, day, say, written } from "../texts";

const t = below("accounts.column");

export type Sort = "handle" | "platform" | "score" | "followers" | "edges" | "first_seen" | "last_seen";

export interface Column {
  name: Exclude<Parameters<typeof t>[0], "columns" | "hidden">;
  /** What the table is put in order by it; null where it cannot be. */
  sort: Sort | null;
  isNumber: boolean;
  cell: (row: AccountRow) => ComponentChildren;
}

const COLUMNS: readonly Column[] = [
  {
    name: "account",
    sort: "handle",
    isNumber: false,
    cell: (row) => (
      <div class="who">
        <Picture picture={row.evidence?.picture} size={32} name="" />
        <AccountName account={row} />
        {row.hidden && <span class="tag">{say("accounts.hidden")}</span>}
      </div>
    ),
  },
  { name: "id", sort: null, isNumber: false, cell: (row) => <bdi>{row.account_id ?? "–"}</bdi> },
  { name: "site", sort: "platform", isNumber: false, cell: (row) => siteName(row.platform) },
  {
    name: "evidence",
    sort: "score",
    isNumber: false,
    cell: (row) => <Mark evidence={row.evidence} reused={row.reused} />,
  },
  { name: "followers", sort: "followers", isNumber: true, cell: (row) => known(row.followers) },
  { name: "edges", sort: "edges", isNumber: true, cell: (row) => written(row.edges ?? 0) },
  { name: "community", sort: null, isNumber: true, cell: (row) => known(row.community) },
  { name: "first", sort: "first_seen", isNumber: true, cell: (row) => <Day at={row.first_seen} /> },
  { name: "last", sort: "last_seen", isNumber: true, cell: (row) => <Day at={row.last_seen} /> },
  {
    name: "tags",
    sort: null,
    isNumber: false,
    cell: (row) => (
      <div class="tags">
        {(row.tags ?? []).map((tag) => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
      </div>
    ),
  },
];
const ALWAYS = "account";
const AT_FIRST = COLUMNS.map(({ name }) => name).filter((name) => name !== "id" && name !== "community");
const KEY = "eyeline-columns";

/** On two lines where the language writes a day at length. */
function Day({ at }: { at: string }) {
  return <span class="day">{day(at)}</span>;
}

function known(number: number | null | undefined): string {
  return number == null ? "–" : written(number);
}

export function columnWords(column: Column): string {
  return t(column.name);
}

/** The columns that are shown, in this browser until others are chosen; and how to show or hide one. */
export function useColumns(): [readonly Column[], (name: string) => void] {
  const [shown, setShown] = useState<readonly string[]>(() => {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? "") as string[];
    } catch {
      return AT_FIRST;
    }
  });
  const turn = (name: string) => {
    const next = shown.includes(name) ? shown.filter((each) => each !== name) : [...shown, name];
    localStorage.setItem(KEY, JSON.stringify(next));
    setShown(next);
  };
  return [COLUMNS.filter(({ name }) => name === ALWAYS || shown.includes(name)), turn];
}

export function ChooseColumns({ shown, turn }: { shown: readonly Column[]; turn: (name: string) => void }) {
  return (
    <Floating kind="choose-columns" words={say("accounts.columns")}>
      <fieldset>
        <legend class="said">{say("accounts.columns")}</legend>
        {COLUMNS.filter(({ name }) => name !== ALWAYS).map((column) => (
          <Tickbox key={column.name} checked={shown.includes(column)} set={() => turn(column.name)}>
            {columnWords(column)}
          </Tickbox>
        ))}
      </fieldset>
    </Floating>
  );
}
