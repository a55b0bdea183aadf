// Today: what was seen, what of it is unusual and why, how everything stands, and what to do first.

import { siteName } from "../../../shared/site-names";
import type { AccountRow, Today } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { evidenceWords, Mark } from "../components/mark";
import { AccountName, nameOf } from "../components/name";
import { NamedNumbers } from "../components/named-numbers";
import { Picture } from "../components/picture";
import { Received } from "../components/received";
import { Table } from "../components/table";
import { below, moment, say, written } from "../texts";
import { useGot } from "../view-data";

const t = below("today");

export default function View() {
  return (
    <div class="today">
      <h1>{say("views.today")}</h1>
      <Received asked={useGot("today")}>
        {(today) => (
          <>
            {(today.pairings === 0 || today.accounts === 0) && <First today={today} />}
            {today.accounts > 0 && <Unusual today={today} />}
            {today.accounts > 0 && <SeenToday today={today} />}
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

function Unusual({ today }: { today: Today }) {
  const query = new URLSearchParams({ level: "some", seen_from: today.since });
  return (
    <section>
      <h2>{t("unusual")}</h2>
      {today.unusual.length === 0 && <p class="soft">{t("unusualNone")}</p>}
      <ul class="unusual">
        {today.unusual.map((row) => (
          <One key={row.account} row={row} />
        ))}
      </ul>
      {today.unusual_count > today.unusual.length && (
        <a href={address(["accounts"], query)}>{t("unusualMore", { count: today.unusual_count })}</a>
      )}
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
      <div>
        <p>
          <AccountName account={row} withSite />
        </p>
        <p class="soft">
          <Mark evidence={row.evidence} reused={row.reused} /> {evidenceWords(row.evidence)}
        </p>
      </div>
    </li>
  );
}

function SeenToday({ today }: { today: Today }) {
  const of = (platform: string) =>
    address(["accounts"], new URLSearchParams({ platform, seen_from: today.since }));
  return (
    <section>
      <h2>{t("seen")}</h2>
      {today.sites.length === 0 ? (
        <p class="soft">{t("seenNone")}</p>
      ) : (
        <Table
          narrow
          rows={today.sites}
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
      )}
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
