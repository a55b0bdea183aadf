// Time: when the accounts were active, what they did at once, and what they shared at once.

import type { Place } from "../address";
import { Filters } from "../components/filters";
import { selectionOf, useTicked } from "../selection";
import { below, say } from "../texts";
import { Activity } from "./activity";
import { Bursts } from "./bursts";
import { CoShared } from "./coshares";

const t = below("time");

export default function View({ place }: { place: Place }) {
  useTicked(); // where only the ticked are meant
  const selection = selectionOf(place);
  return (
    <div class="time-view">
      <header>
        <h1>{say("views.time")}</h1>
        <p class="soft">{t("about")}</p>
      </header>
      <Filters place={place} />
      <Activity place={place} selection={selection} />
      <Bursts place={place} selection={selection} />
      <CoShared place={place} selection={selection} />
    </div>
  );
}
