// The table of accounts: paged by the companion, so that it is as quick with a hundred thousand as with ten.

import type { AccountKeys, AccountRow } from "../../../../../extension/shared/wire.gen";
import { address, go, type Place, withQuery } from "../address";
import { ask } from "../companion";
import { Filters } from "../parts/filters";
import { Mark } from "../parts/mark";
import { AccountName, nameOf, siteName } from "../parts/name";
import { Picture } from "../parts/picture";
import { Empty, ProblemNote } from "../parts/problem";
import { Rows } from "../parts/rows";
import { selectionOf, tick, ticked, useTicked } from "../selection";
import { day, words, written } from "../words";
import { Doings } from "./doings";
import { usePages } from "./pages";

const t = words({
  en: {
    title: "Accounts",
    count_one: "{count} account",
    count_other: "{count} accounts",
    account: "Account",
    site: "Site",
    evidence: "Evidence",
    followers: "Followers",
    edges: "Edges",
    first: "First seen",
    last: "Last seen",
    tags: "Tags",
    tickAll: "Tick all {count}",
    tickOne: "Tick {name}",
    tick: "Tick",
    hidden: "hidden",
    none: "No account meets these conditions",
    noneWords: "Take a condition away, or look at another span of time.",
    empty: "Nothing was seen yet",
    emptyWords:
      "Open the demo, or a site that you browse, in the browser that is paired. What it shows comes here.",
    demo: "Open the demo",
    look: "Look at these as:",
    graph: "graph",
    faces: "faces",
    time: "times",
  },
  es: {
    title: "Cuentas",
    count_one: "{count} cuenta",
    count_other: "{count} cuentas",
    account: "Cuenta",
    site: "Sitio",
    evidence: "Indicio",
    followers: "Seguidores",
    edges: "Enlaces",
    first: "Vista desde",
    last: "Vista hasta",
    tags: "Etiquetas",
    tickAll: "Marcar las {count}",
    tickOne: "Marcar {name}",
    tick: "Marcar",
    hidden: "oculta",
    none: "Ninguna cuenta cumple estas condiciones",
    noneWords: "Quite una condición o elija otro periodo.",
    empty: "Aún no se ha visto nada",
    emptyWords:
      "Abra la demostración, o un sitio que visite, en el navegador emparejado. Lo que muestre llegará aquí.",
    demo: "Abrir la demostración",
    look: "Ver estas como:",
    graph: "grafo",
    faces: "caras",
    time: "tiempos",
  },
});

const ROW_HEIGHT = 44;

type Sort = "handle" | "platform" | "score" | "followers" | "edges" | "first_seen" | "last_seen";
const COLUMNS: readonly [Sort, Parameters<typeof t>[0], string][] = [
  ["handle", "account", ""],
  ["platform", "site", ""],
  ["score", "evidence", ""],
  ["followers", "followers", "number"],
  ["edges", "edges", "number"],
  ["first_seen", "first", "number"],
  ["last_seen", "last", "number"],
];

export function AccountTable({ place }: { place: Place }) {
  const now = useTicked();
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
    tick((await ask<AccountKeys>("POST", "accounts/keys", selection)).accounts.concat(...now));
  return (
    <div class="accounts-table">
      <header>
        <h1>{t("title")}</h1>
        <p class="soft" role="status">
          {total !== null && t.counted("count", total)}
        </p>
        {total !== null && total > 0 && (
          <button type="button" onClick={() => void tickAll()}>
            {t("tickAll", { count: total })}
          </button>
        )}
        {total !== null && total > 0 && <LookAs place={place} />}
      </header>
      <Filters place={place} />
      {now.size > 0 && <Doings accounts={[...now]} />}
      {problem && <ProblemNote problem={problem} again={again} />}
      {total === 0 && answered === asked && (
        <Empty title={t(isFiltered ? "none" : "empty")}>
          <p>{t(isFiltered ? "noneWords" : "emptyWords")}</p>
          {!isFiltered && (
            <p>
              <a class="button" href="/demo/" target="_blank" rel="noopener">
                {t("demo")}
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
          columns={COLUMNS.length + 2}
          label={t("title")}
          head={
            <tr>
              <th scope="col">
                <span class="said">{t("tick")}</span>
              </th>
              {COLUMNS.map(([column, name, kind]) => (
                <th
                  key={column}
                  scope="col"
                  class={kind}
                  aria-sort={column === sort ? (descending ? "descending" : "ascending") : "none"}
                >
                  <button type="button" class="sort" onClick={() => order(column)}>
                    {t(name)}{" "}
                    <span aria-hidden="true">{column === sort ? (descending ? "↓" : "↑") : ""}</span>
                  </button>
                </th>
              ))}
              <th scope="col">{t("tags")}</th>
            </tr>
          }
          row={(index) => <OneRow key={index} index={index} row={row(index)} ticked={now} />}
        />
      )}
    </div>
  );
}

/** The same accounts in another view. */
function LookAs({ place }: { place: Place }) {
  const query = new URLSearchParams(place.query);
  query.delete("sort");
  query.delete("up");
  return (
    <p class="look-as soft">
      {t("look")}{" "}
      {(["graph", "faces", "time"] as const).map((view) => (
        <a key={view} href={address([view], query)}>
          {t(view)}
        </a>
      ))}
    </p>
  );
}

function OneRow({
  index,
  row,
  ticked: now,
}: {
  index: number;
  row: AccountRow | null;
  ticked: ReadonlySet<number>;
}) {
  if (!row) {
    return (
      <tr aria-rowindex={index + 2} class="coming">
        <td colSpan={COLUMNS.length + 2} style={{ blockSize: `${ROW_HEIGHT}px` }} />
      </tr>
    );
  }
  const turn = () => {
    const next = new Set(ticked());
    if (!next.delete(row.account)) next.add(row.account);
    tick(next);
  };
  return (
    <tr aria-rowindex={index + 2} class={now.has(row.account) ? "is-ticked" : ""}>
      <td>
        <input
          type="checkbox"
          checked={now.has(row.account)}
          onChange={turn}
          aria-label={t("tickOne", { name: nameOf(row) })}
        />
      </td>
      <td>
        <div class="who">
          <Picture picture={row.evidence?.picture} size={32} name="" />
          <AccountName account={row} />
          {row.hidden && <span class="tag">{t("hidden")}</span>}
        </div>
      </td>
      <td>{siteName(row.platform)}</td>
      <td>
        <Mark evidence={row.evidence} reused={row.reused} />
      </td>
      <td class="number">{row.followers != null ? written(row.followers) : "–"}</td>
      <td class="number">{written(row.edges ?? 0)}</td>
      <td class="number">{day(row.first_seen)}</td>
      <td class="number">{day(row.last_seen)}</td>
      <td>
        <div class="tags">
          {(row.tags ?? []).map((tag) => (
            <span key={tag} class="tag">
              {tag}
            </span>
          ))}
        </div>
      </td>
    </tr>
  );
}
