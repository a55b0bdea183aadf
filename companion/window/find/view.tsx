// Where a badge, the popup or a link from outside leads: to the account, or to those seen on a page, once they are found.

import { useEffect } from "preact/hooks";
import type { FoundPlace } from "../../../shared/wire/types.gen";
import { address, go, type Place } from "../address";
import { ask } from "../companion";
import { Empty, ProblemNote } from "../components/problem";
import { below, say } from "../texts";
import { useAsked } from "../view-data";

const t = below("find");

export default function View({ place }: { place: Place }) {
  const ref = place.query.get("ref");
  const page = place.query.get("page");
  const { answer, problem, again } = useAsked(
    (signal) => ask("POST", "find", { ref, page }, signal),
    [ref, page],
  );
  const to = answer && placeOf(answer, place.query);
  useEffect(() => {
    if (to) go(to, { replace: true });
  }, [to]);
  return (
    <>
      <h1>{say("views.find")}</h1>
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer && !to && (
        <Empty title={t(page === null ? "noAccount" : "noPage")}>
          <p>{t("why")}</p>
          {page !== null && <p>{t("network")}</p>}
          <p>
            <a href="#/accounts">{t("all")}</a>
          </p>
        </Empty>
      )}
    </>
  );
}

function placeOf(
  { account, same_picture = [], seen_on = [] }: FoundPlace,
  query: URLSearchParams,
): string | null {
  if (account && query.has("group"))
    return address(["accounts"], new URLSearchParams({ group_of: `${account}` }));
  if (account && query.has("same_picture") && same_picture.length > 0) return listOf(same_picture);
  if (account) return address(["accounts", account]);
  return seen_on.length > 0 ? listOf(seen_on) : null;
}

function listOf(accounts: readonly number[]): string {
  return address(["accounts"], new URLSearchParams({ accounts: accounts.join(",") }));
}
