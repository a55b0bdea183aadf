// Today: what was seen on the last visit, what is unusual in all that was seen, how everything stands, and what to do first.

import { Fragment } from "preact";
import { siteName } from "../../../shared/site-names";
import type { AccountRow, Today, Visit } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { evidenceWords, Mark, Shape } from "../components/mark";
import { AccountName, nameOf } from "../components/name";
import { NamedNumbers } from "../components/named-numbers";
import { Picture } from "../components/picture";
import { Received } from "../components/received";
import { StandingGroupNote } from "../components/standing-group";
import { Table } from "../components/table";
import { below, moment, say, written } from "../texts";
import { useGot } from "../view-data";

const t = below("today");

const MOST_CASES = 5;

export default function View() {
  return (
    <div class="today-view">
      <h1>{say("views.today")}</h1>
      <Received asked={useGot("today")}>
        {(today) => (
          <>
            {(today.pairings === 0 || today.accounts === 0) && <First today={today} />}
            {today.visit && <LastVisit visit={today.visit} />}
            {today.accounts > 0 && <Onward />}
            {today.accounts > 0 && <Collection today={today} />}
            <Stands today={today} />
          </>
        )}
      </Received>
    </div>
  );
}

/** What to do first, with what is done already ticked off. */
function First({ today }: { today: Today }) {
  return (
    <section class="first">
      <h2>{t("first")}</h2>
      <ol>
        <li class={today.pairings > 0 ? "is-done" : ""}>
          <h3>{t("firstPair")}</h3>
          <p class="soft">{t("firstPairWords")}</p>
          {today.pairings === 0 && (
            <a class="button primary" href="/" target="_blank" rel="noopener">
              {t("openSetUp")}
            </a>
          )}
        </li>
        <li>
          <h3>{t("firstDemo")}</h3>
          <p class="soft">{t("firstDemoWords")}</p>
          <a
            class={`button ${today.pairings > 0 ? "primary" : ""}`}
            href="/demo/"
            target="_blank"
            rel="noopener"
          >
            {say("common.openDemo")}
          </a>
        </li>
        <li>
          <h3>{t("firstLook")}</h3>
          <p class="soft">{t("firstLookWords")}</p>
          <a class="button" href="#/accounts">
            {say("views.accounts")}
          </a>
        </li>
      </ol>
    </section>
  );
}

/** Pictures whose faces sit unusually, the rarest first; what is said of several stands once above them. */
function Unusual({ rows, count, query }: { rows: AccountRow[]; count: number; query: URLSearchParams }) {
  const alike = new Map<string, AccountRow[]>();
  for (const row of rows) {
    const words = evidenceWords(row.evidence);
    alike.set(words, [...(alike.get(words) ?? []), row]);
  }
  return (
    <>
      {[...alike].map(([words, of]) => (
        <Fragment key={words}>
          <p>
            <Mark evidence={of[0]?.evidence} /> {words}
          </p>
          <ul class="unusual">
            {of.map((row) => (
              <One key={row.account} row={row} />
            ))}
          </ul>
        </Fragment>
      ))}
      {count > rows.length && <a href={address(["accounts"], query)}>{t("unusualMore", { count })}</a>}
    </>
  );
}

function Collection({ today }: { today: Today }) {
  return (
    <section>
      <h2>{t("unusual")}</h2>
      {today.unusual.length === 0 && today.groups.length === 0 && <p class="soft">{t("unusualNone")}</p>}
      {today.groups.map(({ account, group }) => (
        <StandingGroupNote key={account} group={group}>
          <a href={address(["accounts"], new URLSearchParams({ group_of: `${account}` }))}>
            {t("groupShow")}
          </a>
        </StandingGroupNote>
      ))}
      <Unusual
        rows={today.unusual}
        count={today.unusual_count}
        query={new URLSearchParams({ level: "some", sort: "score" })}
      />
    </section>
  );
}

function One({ row }: { row: AccountRow }) {
  return (
    <li>
      <Picture
        picture={row.evidence?.picture}
        alignment={row.evidence?.alignment}
        size={96}
        name={nameOf(row)}
      />
      <AccountName account={row} withSite />
      {row.reused && <Shape shape="reused" title={say("mark.reused")} />}
    </li>
  );
}

function LastVisit({ visit }: { visit: Visit }) {
  const { since, until, sites, unusual, unusual_count } = visit;
  const of = (platform: string) => address(["accounts"], new URLSearchParams({ platform, seen_from: since }));
  return (
    <section>
      <h2>{t("visit")}</h2>
      <p class="soft">{t("visitWhen", { from: moment(since), to: moment(until) })}</p>
      <Table
        label={t("visit")}
        rows={sites}
        columns={[
          {
            name: say("common.site"),
            is: "row",
            cell: ({ platform }) => <a href={of(platform)}>{siteName(platform)}</a>,
          },
          { name: say("views.accounts"), is: "number", cell: ({ accounts }) => written(accounts) },
          { name: t("fresh"), is: "number", cell: (site) => written(site.new) },
          { name: t("pictures"), is: "number", cell: ({ pictures }) => written(pictures) },
          { name: t("strong"), is: "number", cell: ({ strong }) => written(strong) },
          { name: t("some"), is: "number", cell: ({ some }) => written(some) },
        ]}
      />
      {unusual.length === 0 && <p class="soft">{t("visitNone")}</p>}
      <Unusual
        rows={unusual}
        count={unusual_count}
        query={new URLSearchParams({ level: "some", seen_from: since })}
      />
    </section>
  );
}

/** From what was seen to what is shown of it: figures, and cases with theirs. */
function Onward() {
  const { answer: facets } = useGot("accounts/facets", null);
  const cases = facets?.cases.slice(0, MOST_CASES) ?? [];
  return (
    <section>
      <h2>{t("onward")}</h2>
      <ul class="plain">
        <li>
          <a href="#/figures">{t("onwardFigures")}</a>
        </li>
        {cases.map(({ case: number, name }) => (
          <li key={number}>
            <a href={address(["cases", number])}>{t("onwardCase", { name })}</a>
          </li>
        ))}
        {facets && cases.length === 0 && (
          <li>
            <a href="#/cases">{say("views.cases")}</a> <span class="soft">{t("onwardNoCase")}</span>
          </li>
        )}
      </ul>
    </section>
  );
}

function Stands({ today }: { today: Today }) {
  const rows: [string, string][] = [
    [t("total"), written(today.accounts)],
    [t("edges"), written(today.edges)],
    [t("waiting"), written(today.pictures_waiting)],
    [say("common.pairedBrowsers"), written(today.pairings)],
    [t("last"), today.last_received_at ? moment(today.last_received_at) : t("never")],
  ];
  return (
    <section>
      <h2>{t("stands")}</h2>
      <NamedNumbers rows={rows} />
    </section>
  );
}
