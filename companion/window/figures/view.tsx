// Figures: what analysts draw of a selection, all at once.

import type { Place } from "../address";
import { Filters } from "../components/filters";
import { selectionOf, useTicked } from "../selection";
import { below, say } from "../texts";
import { Figures } from "./figures";

const t = below("figures");

export default function View({ place }: { place: Place }) {
  useTicked(); // where only the ticked are meant
  return (
    <div class="figures-view">
      <header>
        <h1>{say("views.figures")}</h1>
        <p class="soft">{t("about")}</p>
      </header>
      <Filters place={place} />
      <Figures selection={selectionOf(place)} />
    </div>
  );
}
