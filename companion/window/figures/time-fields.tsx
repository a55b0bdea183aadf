// The days that a figure shows, for who does not drag, and the way back to the whole time.

import type { TimeRange } from "../../../shared/wire/types.gen";
import { DateField } from "../components/fields";
import { below } from "../texts";

const t = below("figures");

interface Asked {
  time: TimeRange;
  narrow: (since: string | null, until: string | null) => void;
}

export function TimeFields({ time, narrow }: Asked) {
  const { first, last, narrowed } = time;
  return (
    <p class="time-fields">
      <DateField label={t("since")} value={first} set={(day) => narrow(day, narrowed ? last : null)} />
      <DateField label={t("until")} value={last} set={(day) => narrow(narrowed ? first : null, day)} />
      {narrowed ? (
        <button type="button" class="link" onClick={() => narrow(null, null)}>
          {t("wholeTime")}
        </button>
      ) : (
        <span class="soft">{t("dragHint")}</span>
      )}
    </p>
  );
}
