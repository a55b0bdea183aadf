// What an account's pictures show: the evidence as the card on a page tells it, and each picture that it wore.

import {
  chance,
  fileClaims,
  measured,
  notMeant,
  otherWearers,
  seenElsewhere,
  sides,
} from "../../../shared/evidence-words";
import { siteName } from "../../../shared/site-names";
import type { AvatarWorn, Evidence, AccountPage as Page } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { evidenceWords, Mark } from "../components/mark";
import { NamedNumbers } from "../components/named-numbers";
import { Picture } from "../components/picture";
import { SayStandard } from "../components/say-standard";
import { Searches } from "../components/searches";
import { below, moment, say } from "../texts";

const t = below("account");

export function EvidenceOf({ page: { row, reuse = null, standard = false } }: { page: Page }) {
  const { evidence } = row;
  const [notMeantTitle, notMeantSentences] = notMeant(evidence ?? null, reuse);
  return (
    <section>
      <h2>{t("evidence")}</h2>
      {evidence && (
        <>
          <p>{evidenceWords(evidence)}</p>
          {sides(evidence).map(([title, sentences]) => (
            <Said key={title} title={title} sentences={sentences} />
          ))}
        </>
      )}
      {reuse && (
        <p class="note reuse">
          {reuse.accounts > 0 && (
            <a href={address(["find"], new URLSearchParams({ ref: refOf(row), same_picture: "1" }))}>
              {otherWearers(reuse)}
            </a>
          )}{" "}
          {seenElsewhere(reuse).join(" ")}
        </p>
      )}
      {standard && <p class="note">{t("standard", { site: siteName(row.platform) })}</p>}
      {evidence && <p>{chance(evidence)}</p>}
      {notMeantSentences.length > 0 && <Folded title={notMeantTitle} sentences={notMeantSentences} />}
      {evidence && <HowMeasured evidence={evidence} />}
      {evidence && <FileClaims evidence={evidence} />}
      {evidence?.picture != null && (standard || (reuse?.accounts ?? 0) > 0) && (
        <SayStandard picture={evidence.picture} standard={standard} />
      )}
    </section>
  );
}

function refOf({ platform, account_id, handle }: Page["row"]): string {
  return account_id ? `${platform}:id:${account_id}` : `${platform}:handle:${handle}`;
}

function Said({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <>
      <h3>{title}</h3>
      <Sentences sentences={sentences} />
    </>
  );
}

function Sentences({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul class="sentences">
      {sentences.map((sentence) => (
        <li key={sentence} dir="auto">
          {sentence}
        </li>
      ))}
    </ul>
  );
}

function Folded({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <details>
      <summary>{title}</summary>
      <Sentences sentences={sentences} />
    </details>
  );
}

function HowMeasured({ evidence }: { evidence: Evidence }) {
  const found = measured(evidence);
  if (!found) return null;
  return (
    <details>
      <summary>{found.heading}</summary>
      <Sentences sentences={found.sentences} />
      <NamedNumbers rows={found.numbers} kind="numbers" />
    </details>
  );
}

function FileClaims({ evidence }: { evidence: Evidence }) {
  const [title, sentences] = fileClaims(evidence);
  return sentences.length > 0 ? <Folded title={title} sentences={sentences} /> : null;
}

export function Pictures({ avatars, name }: { avatars: readonly AvatarWorn[]; name: string }) {
  return (
    <section>
      <h2>{t("pictures")}</h2>
      {avatars.length === 0 && <p class="soft">{say("common.noneSoFar")}</p>}
      <ol class="pictures">
        {avatars.map((each) => (
          <li key={each.first_seen}>
            <Picture picture={each.picture} alignment={each.evidence?.alignment} size={112} name={name} />
            <p>
              {t("worn", { first: moment(each.first_seen), last: moment(each.last_seen) })}{" "}
              <Mark evidence={each.evidence} />
            </p>
            {each.standard && <p class="soft">{t("wornStandard")}</p>}
            {each.changed_after && <p class="soft">{t("changed", { time: moment(each.changed_after) })}</p>}
            <Searches picture={each.address} />
          </li>
        ))}
      </ol>
    </section>
  );
}
