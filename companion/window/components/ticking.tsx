// The accounts behind a bar, a burst or a group are ticked, in one click, with the way back.

import { tick, ticked } from "../selection";
import { below } from "../texts";
import { LinkButton } from "./buttons";
import { done } from "./undo";

const t = below("time");

export function tickThese(accounts: readonly number[]): void {
  const before = ticked();
  const more = accounts.filter((account) => !before.has(account));
  if (more.length === 0) {
    done(t("tickedAlready"), null);
    return;
  }
  tick([...before, ...more]);
  done(t("ticked", { count: more.length }), async () => tick(before));
}

export function Tick({ accounts }: { accounts: readonly number[] }) {
  return <LinkButton onClick={() => tickThese(accounts)}>{t("tick", { count: accounts.length })}</LinkButton>;
}
