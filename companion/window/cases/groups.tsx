// A case's groups: what connects each, which innocent reason was granted to it, and whether it stands out all the same.

import type { Groups as Found, Group } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { useAnalysis } from "../components/analysed";
import { Section } from "../components/analysis-section";
import { chance, few } from "../components/chart";
import { AccountList } from "../components/name";
import { Signs } from "../components/standing-group";
import { Table } from "../components/table";
import { Tick } from "../components/ticking";
import { below, say, written } from "../texts";

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
      <Table
        label={t("title")}
        rows={found.groups}
        keyOf={({ number }) => number}
        columns={[
          { name: t("group"), is: "row", cell: (group) => <Named group={group} /> },
          { name: say("views.accounts"), is: "number", cell: ({ size }) => written(size) },
          { name: t("signs"), cell: ({ signs }) => <Signs signs={signs} /> },
          { name: t("granted"), cell: ({ granted }) => (granted ? t(`reason.${granted}`) : "–") },
          { name: t("left"), is: "number", cell: ({ q_value }) => chance(q_value) },
        ]}
      />
      {found.standing_out > 0 && <p class="soft">{t("stands")}</p>}
      <p>
        <a href={address(["settings"])}>{t("whileBrowsing")}</a>
      </p>
    </>
  );
}

function Named({ group }: { group: Group }) {
  return (
    <>
      {group.stands_out ? "● " : ""}
      {group.words.join(", ") || t("noWords")}
      <Members group={group} />
    </>
  );
}

function Members({ group }: { group: Group }) {
  return (
    <details>
      <summary>{say("views.accounts")}</summary>
      <Tick accounts={group.members.map((each) => each.account)} />
      <AccountList accounts={group.members} />
      {group.loose_count > 0 && <p class="soft">{t("loose", { count: group.loose_count })}</p>}
    </details>
  );
}
