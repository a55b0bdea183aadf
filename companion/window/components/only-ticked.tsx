// Whether a view is of the ticked accounts only: seen wherever some are ticked, and changed by one click.

import { go, type Place, withQuery } from "../address";
import { isOnlyTicked, useTicked } from "../selection";
import { below } from "../texts";
import { Tickbox } from "./fields";

const t = below("filters");

export function OnlyTicked({ place }: { place: Place }) {
  const ticked = useTicked();
  const isOnly = isOnlyTicked(place);
  if (ticked.size === 0 && !isOnly) return null;
  return (
    <Tickbox
      kind={isOnly ? "tickbox only-ticked" : "tickbox"}
      checked={isOnly}
      set={(checked) => go(withQuery(place, { ticked: checked ? "1" : "0" }), { replace: true })}
    >
      {t("ticked", { count: ticked.size })}
    </Tickbox>
  );
}
