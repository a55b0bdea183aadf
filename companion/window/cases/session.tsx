// One session of a case: on which pages it was recorded, and which lists were seen how far.

import { siteName } from "../../../shared/site-names";
import type { ListSeen, SessionPage as Page, PageSeen } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { addressOfList } from "../components/captured-list";
import { AccountName } from "../components/name";
import { Received } from "../components/received";
import { Table } from "../components/table";
import { WebLink } from "../components/web-link";
import { below, day, moment, say, written } from "../texts";
import { useGot } from "../view-data";

const t = below("cases");

export function SessionPage({ number, session }: { number: number; session: number }) {
  const asked = useGot(`cases/${number}/sessions/${session}`);
  return <Received asked={asked}>{(answer) => <Shown answer={answer} />}</Received>;
}

function Shown({ answer }: { answer: Page }) {
  return (
    <article class="case-page">
      <header>
        <p>
          <a href={address(["cases", answer.case.case])}>← {t("back")}</a>
        </p>
        <h1>
          <bdi>{answer.case.name}</bdi>: {t("session.of", { day: day(answer.session.first_seen) })}
        </h1>
        <p class="soft">
          {t("span", { first: moment(answer.session.first_seen), last: moment(answer.session.last_seen) })} ·{" "}
          {answer.session.platforms.map(siteName).join(", ")} · {t("session.version")}{" "}
          {answer.session.tool_version}
        </p>
      </header>
      <section>
        <h2>{t("session.lists")}</h2>
        <Lists lists={answer.lists} all={answer.session.lists} />
      </section>
      <section>
        <h2>{t("session.pages")}</h2>
        <Pages pages={answer.pages} all={answer.session.pages} />
      </section>
    </article>
  );
}

function Lists({ lists, all }: { lists: readonly ListSeen[]; all: number }) {
  if (lists.length === 0) return <p class="soft">{say("common.noneSoFar")}</p>;
  return (
    <>
      <p class="soft words">{t("session.listsNote")}</p>
      <Table
        label={t("session.lists")}
        rows={lists}
        columns={[
          { name: t("session.when"), cell: ({ first_seen }) => moment(first_seen) },
          { name: t("session.list"), cell: (list) => <WhatList list={list} /> },
          {
            name: t("session.displayed"),
            is: "number",
            cell: ({ displayed_count: count }) =>
              count == null ? <span class="soft">{t("session.unknown")}</span> : written(count),
          },
          { name: t("session.seen"), is: "number", cell: ({ seen_count }) => written(seen_count) },
          {
            name: t("session.whole"),
            cell: ({ complete }) => say(complete ? "lists.complete" : "lists.incomplete"),
          },
        ]}
      />
      {lists.length < all && <p class="soft">{say("common.showing", { shown: lists.length, all })}</p>}
    </>
  );
}

function WhatList({ list: { capture, kind, owner } }: { list: ListSeen }) {
  return (
    <>
      <a href={addressOfList(capture)}>{say.known(`lists.${kind}`, kind)}</a>{" "}
      {owner && (
        <>
          <span class="soft">{t("session.ofWhom")}</span> <AccountName account={owner} />
        </>
      )}
    </>
  );
}

function Pages({ pages, all }: { pages: readonly PageSeen[]; all: number }) {
  return (
    <>
      <Table
        label={t("session.pages")}
        rows={pages}
        columns={[
          { name: t("session.when"), cell: ({ first_seen }) => moment(first_seen) },
          {
            name: t("session.page"),
            is: "page",
            cell: ({ address, title }) => (
              <WebLink address={address}>
                <bdi>{title ?? address}</bdi>
              </WebLink>
            ),
          },
          { name: say("views.accounts"), is: "number", cell: ({ accounts }) => written(accounts) },
        ]}
      />
      {pages.length < all && <p class="soft">{say("common.showing", { shown: pages.length, all })}</p>}
    </>
  );
}
