// A case's groups: what connects each, which innocent reason was granted to it, and whether it stands out all the same.

import type { Groups as Found, Group } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { chance, few } from "../components/chart";
import { AccountName } from "../components/name";
import { Sign } from "../components/standing-group";
import { below, say, written } from "../texts";
import { useAnalysis } from "../time/analysed";
import { Section } from "../time/section";
import { Tick } from "../time/ticking";

const t = below("groups");

const MOST = 12;

export function Groups({ number }: { number: number }) {
  const analysed = useAnalysis("groups", { case: number }, { most: MOST });
  return (
    <Section title={t("title")} analysed={analysed}>
      {(found) => <Judged found={found} />}
    </Section>
  );
}

function Judged({ found }: { found: Found }) {
  return (
    <>
      <p>
        {t("found", { groups: found.group_count })}{" "}
        {t("standing", { count: found.standing_out, expected: few(found.expected_false) })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="wide" tabIndex={0} aria-label={t("title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("group")}</th>
              <th scope="col" class="number">
                {say("views.accounts")}
              </th>
              <th scope="col">{t("signs")}</th>
              <th scope="col">{t("granted")}</th>
              <th scope="col" class="number">
                {t("left")}
              </th>
            </tr>
          </thead>
          <tbody>
            {found.groups.map((group) => (
              <Row key={group.number} group={group} />
            ))}
          </tbody>
        </table>
      </section>
      {found.standing_out > 0 && <p class="soft">{t("stands")}</p>}
      <p>
        <a href={address(["settings"])}>{t("whileBrowsing")}</a>
      </p>
    </>
  );
}

function Row({ group }: { group: Group }) {
  return (
    <tr>
      <th scope="row">
        {group.stands_out ? "● " : ""}
        {group.words.join(", ") || t("noWords")}
        <Members group={group} />
      </th>
      <td class="number">{written(group.size)}</td>
      <td>
        <ul class="plain">
          {group.signs
            .filter((sign) => sign.members > 0)
            .map((sign) => (
              <Sign key={sign.kind} sign={sign} />
            ))}
        </ul>
      </td>
      <td>{group.granted ? t(`reason.${group.granted}`) : "–"}</td>
      <td class="number">{chance(group.q_value)}</td>
    </tr>
  );
}

function Members({ group }: { group: Group }) {
  return (
    <details>
      <summary>{say("views.accounts")}</summary>
      <Tick accounts={group.members.map((each) => each.account)} />
      <ul class="plain">
        {group.members.map((account) => (
          <li key={account.account}>
            <AccountName account={account} withSite />
          </li>
        ))}
      </ul>
      {group.loose_count > 0 && <p class="soft">{t("loose", { count: group.loose_count })}</p>}
    </details>
  );
}
