// Sets of faces that sit in the same place, wherever that is.

import { useState } from "preact/hooks";
import type { GroupPictures, Together } from "../../../shared/wire/types.gen";
import { analyse, outcome } from "../companion";
import { Button, LinkButton } from "../components/buttons";
import { AccountList } from "../components/name";
import { ProblemNote } from "../components/problem";
import { tick, ticked } from "../selection";
import { below, written } from "../texts";
import { useTried } from "../view-data";

const t = below("faces");
const TOLD = 0.05;

export function Sets({ selection }: { selection: object }) {
  const [found, setFound] = useState<Together | null>(null);
  const { problem, tried } = useTried();
  const [busy, setBusy] = useState(false);
  const look = async () => {
    setBusy(true);
    await tried(async () => setFound(await outcome(await analyse("together", { selection }))));
    setBusy(false);
  };
  return (
    <section>
      <h2>{t("set.title")}</h2>
      {problem && <ProblemNote problem={problem} />}
      {!found && (
        <Button disabled={busy} onClick={() => void look()}>
          {busy ? `${t("looking")}…` : t("set.find")}
        </Button>
      )}
      {found && found.sets.length === 0 && <p class="soft">{found.too_little ?? t("set.none")}</p>}
      {found && <Upright group={found.groups.find(({ group }) => group === "selection")} />}
      {found?.sets.map((set) => (
        <div key={set.accounts[0]?.account} class="face-set">
          <h3>{t("set.count", { count: set.count })}</h3>
          <p>
            {t("set.chance", {
              observed: set.observed,
              expected: written(set.expected, { maximumSignificantDigits: 1 }),
            })}{" "}
            {set.cropped != null &&
              (set.cropped > 0.98 ? t("set.aligned") : t("set.cropped", { share: set.cropped }))}
          </p>
          <AccountList accounts={set.accounts} columns />
          <p>
            <LinkButton onClick={() => tick([...ticked(), ...set.accounts.map((each) => each.account)])}>
              {t("tickThese", { count: set.accounts.length })}
            </LinkButton>
          </p>
        </div>
      ))}
      {found && found.sets.length > 0 && <p class="soft">{t("set.not")}</p>}
    </section>
  );
}

/** How straight the selection's heads stand, where that is more than one source of pictures would have it. */
function Upright({ group }: { group: GroupPictures | undefined }) {
  if (!group || group.upright.q_value >= TOLD) return null;
  const { observed, of, expected } = group.upright;
  return (
    <p>{t("set.upright", { observed, of, expected: written(expected, { maximumFractionDigits: 1 }) })}</p>
  );
}
