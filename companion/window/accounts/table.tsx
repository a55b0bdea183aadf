// The table of accounts: paged by the companion, so that it is as quick with a hundred thousand as with ten.

import type { AccountRow } from "../../../shared/wire/types.gen";
import { address, go, type Place, withQuery } from "../address";
import { ask } from "../companion";
import { Button } from "../components/buttons";
import { CapturedListNote } from "../components/captured-list";
import { Filters } from "../components/filters";
import { nameOf } from "../components/name";
import { Empty, ProblemNote } from "../components/problem";
import { Rows } from "../components/rows";
import { StandingGroupNote } from "../components/standing-group";
import { selectionOf, tick, ticked, turn, useTicked } from "../selection";
import { below, say } from "../texts";
import { useGot } from "../view-data";
import { AccountList } from "./account-list";
import { AccountActions } from "./actions";
import { ChooseColumns, type Column, columnWords, type Sort, useColumns } from "./columns";
import { usePages } from "./pages";

const t = below("accounts");

const ROW_HEIGHT = 44;

export function AccountTable({ place }: { place: Place }) {
  const now = useTicked();
  const [columns, turnColumn] = useColumns();
  const sort = (place.query.get("sort") as Sort | null) ?? "last_seen";
  const descending = place.query.get("up") === null;
  const selection = selectionOf(place);
  const asked = JSON.stringify({ selection, sort, descending });
  const { answered, total, row, shown, problem, again } = usePages(asked);
  const isFiltered = Object.keys(selection).length > 0;
  const order = (column: Sort) =>
    go(
      withQuery(place, {
        sort: column === "last_seen" ? null : column,
        up: column === sort && descending ? "1" : null,
      }),
      { replace: true },
    );
  const tickAll = async () =>
    tick([...ticked(), ...(await ask("POST", "accounts/keys", selection)).accounts]);
  return (
    <div class="accounts-table">
      <header>
        <h1>{say("views.accounts")}</h1>
        <p class="soft" role="status">
          {total !== null && say("common.accounts", { count: total })}
        </p>
        {total !== null && total > 0 && (
          <Button onClick={() => void tickAll()}>{t("tickAll", { count: total })}</Button>
        )}
        {total !== null && total > 0 && <ChooseColumns shown={columns} turn={turnColumn} />}
        {total !== null && total > 0 && <LookAs place={place} />}
      </header>
      {selection.group_of && <OfGroup account={selection.group_of} />}
      {selection.capture && <CapturedListNote capture={selection.capture} />}
      <Filters place={place} />
      {(isFiltered || total !== 0) && <AccountList />}
      {now.size > 0 && <AccountActions accounts={[...now]} />}
      {problem && <ProblemNote problem={problem} again={again} />}
      {total === 0 && answered === asked && (
        <Empty title={t(isFiltered ? "none" : "empty")}>
          <p>{t(isFiltered ? "noneWords" : "emptyWords")}</p>
          {!isFiltered && (
            <p>
              <a class="button" href="/demo/" target="_blank" rel="noopener">
                {say("common.openDemo")}
              </a>
            </p>
          )}
        </Empty>
      )}
      {total !== null && total > 0 && (
        <Rows
          key={answered}
          busy={answered !== asked}
          count={total}
          height={ROW_HEIGHT}
          shown={shown}
          columns={columns.length + 1}
          label={say("views.accounts")}
          head={
            <tr>
              <th scope="col">
                <span class="said">{say("common.tick")}</span>
              </th>
              {columns.map((column) => (
                <Head
                  key={column.name}
                  column={column}
                  way={column.sort !== sort ? null : descending ? "descending" : "ascending"}
                  order={order}
                />
              ))}
            </tr>
          }
          row={(index) => (
            <OneRow key={index} index={index} row={row(index)} columns={columns} ticked={now} />
          )}
        />
      )}
    </div>
  );
}

/** What is known of the group whose accounts are shown. */
function OfGroup({ account }: { account: number }) {
  const { answer } = useGot(`accounts/${account}`);
  return answer?.group ? <StandingGroupNote group={answer.group} /> : <p class="note">{t("noGroup")}</p>;
}

/** The same accounts in another view. */
function LookAs({ place }: { place: Place }) {
  const query = new URLSearchParams(place.query);
  query.delete("sort");
  query.delete("up");
  return (
    <p class="look-as soft">
      {t("look")}{" "}
      {(["figures", "graph", "faces", "time"] as const).map((view) => (
        <a key={view} href={address([view], query)}>
          {t(`as.${view}`)}
        </a>
      ))}
    </p>
  );
}

interface HeadAsked {
  column: Column;
  way: "ascending" | "descending" | null;
  order: (by: Sort) => void;
}

function Head({ column, way, order }: HeadAsked) {
  const { sort } = column;
  return (
    <th scope="col" class={column.isNumber ? "number" : ""} {...(sort && { "aria-sort": way ?? "none" })}>
      {sort === null ? (
        columnWords(column)
      ) : (
        <Button class="sort" onClick={() => order(sort)}>
          {columnWords(column)} <span aria-hidden="true">{way && (way === "descending" ? "↓" : "↑")}</span>
        </Button>
      )}
    </th>
  );
}

function OneRow({
  index,
  row,
  columns,
  ticked: now,
}: {
  index: number;
  row: AccountRow | null;
  columns: readonly Column[];
  ticked: ReadonlySet<number>;
}) {
  if (!row) {
    return (
      <tr aria-rowindex={index + 2} class="coming">
        <td colSpan={columns.length + 1} style={{ blockSize: `${ROW_HEIGHT}px` }} />
      </tr>
    );
  }
  return (
    <tr aria-rowindex={index + 2} class={now.has(row.account) ? "is-ticked" : ""}>
      <td>
        <input
          type="checkbox"
          checked={now.has(row.account)}
          onChange={() => turn(row.account)}
          aria-label={t("tickOne", { name: nameOf(row) })}
        />
      </td>
      {columns.map((column) => (
        <td key={column.name} class={column.isNumber ? "number" : ""}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
