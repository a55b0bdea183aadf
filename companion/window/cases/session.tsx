// One session of a case: on which pages it was recorded, and which lists were seen how far.

import { siteName } from "../../../shared/site-names";
import type { ListSeen, PageSeen } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { AccountName } from "../components/name";
import { ProblemNote } from "../components/problem";
import { TableHead } from "../components/table-head";
import { WebLink } from "../components/web-link";
import { below, day, moment, say, written } from "../texts";
import { useGot } from "../view-data";

const t = below("cases");

export function SessionPage({ number, session }: { number: number; session: number }) {
  const { answer, problem, again } = useGot(`cases/${number}/sessions/${session}`);
  if (!answer) return problem ? <ProblemNote problem={problem} again={again} /> : null;
  return (
    <article class="case-page">
      <header>
        <p>
          <a href={address(["cases", number])}>← {t("back")}</a>
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
      {problem && <ProblemNote problem={problem} again={again} />}
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
      <div class="wide">
        <table>
          <TableHead
            columns={[
              t("session.when"),
              t("session.list"),
              { number: t("session.displayed") },
              { number: t("session.seen") },
              t("session.whole"),
            ]}
          />
          <tbody>
            {lists.map((each, index) => (
              <tr key={index}>
                <td>{moment(each.first_seen)}</td>
                <td>
                  {say.known(`lists.${each.kind}`, each.kind)}{" "}
                  {each.owner && (
                    <>
                      <span class="soft">{t("session.ofWhom")}</span> <AccountName account={each.owner} />
                    </>
                  )}
                </td>
                <td class="number">
                  {each.displayed_count == null ? (
                    <span class="soft">{t("session.unknown")}</span>
                  ) : (
                    written(each.displayed_count)
                  )}
                </td>
                <td class="number">{written(each.seen_count)}</td>
                <td>{say(each.complete ? "lists.complete" : "lists.incomplete")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lists.length < all && <p class="soft">{say("common.showing", { shown: lists.length, all })}</p>}
    </>
  );
}

function Pages({ pages, all }: { pages: readonly PageSeen[]; all: number }) {
  return (
    <>
      <div class="wide">
        <table>
          <TableHead columns={[t("session.when"), t("session.page"), { number: say("views.accounts") }]} />
          <tbody>
            {pages.map((each) => (
              <tr key={`${each.platform} ${each.kind} ${each.address}`}>
                <td>{moment(each.first_seen)}</td>
                <td class="page">
                  <WebLink address={each.address}>
                    <bdi>{each.title ?? each.address}</bdi>
                  </WebLink>
                </td>
                <td class="number">{written(each.accounts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages.length < all && <p class="soft">{say("common.showing", { shown: pages.length, all })}</p>}
    </>
  );
}
