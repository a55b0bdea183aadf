// The group that stands out to which an account belongs: what makes it stand out, what else connects it, in numbers.

import type { ComponentChildren } from "preact";
import type { GroupSign, StandingGroup } from "../../../shared/wire/types.gen";
import { below, say } from "../texts";
import { chance, few } from "./chart";
import { Shape } from "./mark";

const t = below("groups");

export function StandingGroupNote({
  group,
  children,
}: {
  group: StandingGroup;
  children?: ComponentChildren;
}) {
  return (
    <section class="note">
      <h2>
        <Shape shape="network" title="" /> {t("own")}{" "}
        <span class="soft">{say("common.accounts", { count: group.size })}</span>
      </h2>
      {group.words.length > 0 && <p>{group.words.join(", ")}</p>}
      <Signs signs={group.signs} />
      {group.granted && (
        <p>
          {t("granted")}: {t(`reason.${group.granted}`)}
        </p>
      )}
      <p>{t("standing", { count: group.standing_out, expected: few(group.expected_false) })}</p>
      <p class="soft">{t("stands")}</p>
      {children}
    </section>
  );
}

export function Signs({ signs }: { signs: readonly GroupSign[] }) {
  return (
    <ul class="plain">
      {signs
        .filter(({ members }) => members > 0)
        .map(({ kind, carries, members, of, p_value }) => (
          <li key={kind}>
            {carries ? "● " : ""}
            {t(`sign.${kind}`)} <span class="soft">{t("of", { members, of })}</span>
            {carries && p_value !== null && <span class="soft"> (p {chance(p_value)})</span>}
          </li>
        ))}
    </ul>
  );
}
