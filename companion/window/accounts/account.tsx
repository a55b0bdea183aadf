// One account: its pictures with their eye lines, the evidence with its numbers, where it was seen, and with whom.

import { siteName } from "../../../shared/site-names";
import type { AccountPage as Page } from "../../../shared/wire/types.gen";
import { takeAction } from "../actions";
import { address } from "../address";
import { LinkButton } from "../components/buttons";
import { Mark } from "../components/mark";
import { handleOf, nameOf } from "../components/name";
import { Notes } from "../components/notes";
import { Picture } from "../components/picture";
import { Received } from "../components/received";
import { StandingGroupNote } from "../components/standing-group";
import { isWeb, WebLink } from "../components/web-link";
import { below } from "../texts";
import { useGot } from "../view-data";
import { AccountActions } from "./actions";
import { Contacts } from "./contacts";
import { EvidenceOf, Pictures } from "./evidence";
import { ProfileHistory } from "./profile-history";

const t = below("account");

export function AccountPage({ number }: { number: number }) {
  return (
    <Received asked={useGot(`accounts/${number}`)}>
      {(page) => (
        <article class="account-page">
          <Head page={page} number={number} />
          {page.group && (
            <StandingGroupNote group={page.group}>
              <p>
                <a href={address(["accounts"], new URLSearchParams({ group_of: `${number}` }))}>
                  {t("inGroup")}
                </a>
              </p>
            </StandingGroupNote>
          )}
          <EvidenceOf page={page} />
          <Pictures avatars={page.history.avatars} name={nameOf(page.row)} />
          <ProfileHistory history={page.history} />
          <Contacts page={page} number={number} />
          <Notes notes={page.notes} on={{ accounts: [number] }} />
        </article>
      )}
    </Received>
  );
}

function Head({ page, number }: { page: Page; number: number }) {
  const { row } = page;
  return (
    <header>
      <Picture
        picture={row.evidence?.picture}
        alignment={row.evidence?.alignment}
        size={128}
        name={nameOf(row)}
      />
      <div>
        <h1>
          <bdi>{nameOf(row)}</bdi> <Mark evidence={row.evidence} reused={row.reused} />
        </h1>
        <p class="soft">
          <bdi>{handleOf(row)}</bdi> · {siteName(row.platform)}
          {row.account_id && row.handle && <> · {row.account_id}</>}
        </p>
        <p class="links">
          {page.address && isWeb(page.address) && <WebLink address={page.address}>{t("onSite")}</WebLink>}
          <a href={address(["graph"], new URLSearchParams({ around: `${number}` }))}>{t("graph")}</a>
        </p>
        <TagsAndCases page={page} />
        <AccountActions accounts={[number]} hidden={row.hidden} />
      </div>
    </header>
  );
}

/** The tags on the account and the cases it is in. */
function TagsAndCases({ page }: { page: Page }) {
  const { row } = page;
  return (
    <p class="tags">
      {(row.tags ?? []).map((tag) => (
        <span key={tag} class="tag">
          {tag}{" "}
          <LinkButton
            aria-label={t("untag", { tag })}
            onClick={() => void takeAction({ action: "untag", accounts: [row.account], text: tag })}
          >
            ×
          </LinkButton>
        </span>
      ))}
      {page.cases.map((each) => (
        <a key={each.case} class="tag case" href={address(["cases", each.case])}>
          {each.name}
        </a>
      ))}
    </p>
  );
}
