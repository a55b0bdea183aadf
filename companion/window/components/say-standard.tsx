// A person's word that a picture is, or is not, its site's own.

import { takeAction } from "../actions";
import { below } from "../texts";
import { LinkButton } from "./buttons";

const t = below("accounts.actions");

export function SayStandard({ picture, standard }: { picture: number; standard: boolean }) {
  return (
    <LinkButton onClick={() => void takeAction({ action: standard ? "not_standard" : "standard", picture })}>
      {t(standard ? "notStandard" : "standard")}
    </LinkButton>
  );
}
