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
      <ul class="plain">
        {group.signs
          .filter((sign) => sign.members > 0)
          .map((sign) => (
            <Sign key={sign.kind} sign={sign} />
          ))}
      </ul>
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

export function Sign({ sign }: { sign: GroupSign }) {
  return (
    <li>
      {sign.carries ? "● " : ""}
      {t(`sign.${sign.kind}`)} <span class="soft">{t("of", { members: sign.members, of: sign.of })}</span>
      {sign.carries && sign.p_value !== null && <span class="soft"> (p {chance(sign.p_value)})</span>}
    </li>
  );
}
