// A visit of a list, in words, and who was seen in it.

import type { ListSeen } from "../../../shared/wire/types.gen";
import { address } from "../address";
import { below, moment } from "../texts";
import { useGot } from "../view-data";
import { handleOf } from "./name";

const t = below("lists");

type Told = Pick<ListSeen, "kind" | "owner" | "displayed_count" | "seen_count">;

/** Whose list of what it is, and how much of it was seen. */
export function listInWords({ kind, owner, displayed_count: displayed, seen_count: seen }: Told): string {
  const said = { kind: t.known(kind, kind), owner: owner ? handleOf(owner) : "–", seen };
  return displayed == null ? t("ofUnknown", said) : t("of", { ...said, displayed });
}

/** Where the accounts are that were seen in it. */
export function addressOfList(capture: number): string {
  return address(["accounts"], new URLSearchParams({ capture: `${capture}` }));
}

/** Which list the accounts were seen in. */
export function CapturedListNote({ capture }: { capture: number }) {
  const { answer } = useGot(`lists/${capture}`);
  if (!answer) return null;
  const words = <bdi>{listInWords(answer)}</bdi>;
  return (
    <p class="note">
      {t("inOne")}: {answer.owner ? <a href={address(["accounts", answer.owner.account])}>{words}</a> : words}
      , {t(answer.complete ? "whole" : "cut")} <span class="soft">{moment(answer.last_seen)}</span>
    </p>
  );
}
