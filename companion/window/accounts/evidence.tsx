// What an account's pictures show: the evidence in numbers, and each picture that it wore.

import { siteName } from "../../../shared/site-names";
import type { AvatarWorn, Evidence, AccountPage as Page } from "../../../shared/wire/types.gen";
import { Mark } from "../components/mark";
import { NamedNumbers } from "../components/named-numbers";
import { Picture } from "../components/picture";
import { SayStandard } from "../components/say-standard";
import { Searches } from "../components/searches";
import { below, moment, say, written } from "../texts";

const t = below("account");

export function InNumbers({ page: { row, reuse, standard = false } }: { page: Page }) {
  const { evidence } = row;
  return (
    <section>
      <h2>{t("evidence")}</h2>
      {evidence && <Numbers evidence={evidence} />}
      {reuse && (reuse.accounts > 0 || reuse.known.length > 0) && (
        <p class="note reuse">
          {reuse.accounts > 0 && t("reuseOthers", { count: reuse.accounts })}{" "}
          {reuse.known.length > 0 && t("reuseKnown", { names: reuse.known.join(", ") })}
        </p>
      )}
      {standard && <p class="note">{t("standard", { site: siteName(row.platform) })}</p>}
      {evidence?.picture != null && (standard || (reuse?.accounts ?? 0) > 0) && (
        <SayStandard picture={evidence.picture} standard={standard} />
      )}
      <p class="soft">{t("notMean")}</p>
    </section>
  );
}

function Numbers({ evidence }: { evidence: Evidence }) {
  const { alignment } = evidence;
  if (!alignment || evidence.score == null)
    return <p>{say.known(`mark.status.${evidence.status}`, evidence.message ?? "")}</p>;
  const three = { maximumFractionDigits: 3, signDisplay: "exceptZero" } as const;
  const rows: [string, string][] = [
    [t("score"), written(evidence.score, { maximumFractionDigits: 2 })],
    [t("shift"), `${written(alignment.shift_x, three)} / ${written(alignment.shift_y, three)}`],
    [t("scale"), written(alignment.log_scale, three)],
    [t("roll"), written(alignment.roll, { maximumFractionDigits: 1 })],
    [t("eyeDistance"), written(alignment.eye_distance, { maximumFractionDigits: 4 })],
    [t("faces"), written(evidence.faces ?? 1)],
  ];
  return <NamedNumbers rows={rows} kind="numbers" />;
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
              <Mark evidence={each.evidence} />{" "}
              {t("worn", { first: moment(each.first_seen), last: moment(each.last_seen) })}
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
