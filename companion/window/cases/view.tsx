// Cases: which there are, one of them, what two share, and the files that go out, come in and are forgotten.

import type { ComponentType } from "preact";
import { address, type Place } from "../address";
import { below, say } from "../texts";
import { Changes } from "./changes";
import { Compare } from "./compare";
import { Export } from "./export";
import { ForgetView } from "./forget";
import { Imports } from "./import";
import { List } from "./list";
import { CasePage } from "./page";
import { SessionPage } from "./session";

const t = below("cases");

const TABS = [
  ["", "views.cases"],
  ["compare", "cases.tab.compare"],
  ["bring", "cases.tab.import"],
  ["export", "cases.tab.export"],
  ["forget", "cases.tab.forget"],
] as const;

const PLACES: Record<string, ComponentType<{ place: Place }>> = {
  compare: Compare,
  bring: Imports,
  export: Export,
  forget: ForgetView,
};

export default function View({ place }: { place: Place }) {
  const [, part = ""] = place.path;
  const here = PLACES[part] ? part : "";
  return (
    <div class="cases-view">
      <nav class="tabs" aria-label={t("tab.label")}>
        {TABS.map(([name, label]) => (
          <a
            key={name}
            href={address(name ? ["cases", name] : ["cases"])}
            aria-current={name === here ? (part === here ? "page" : "true") : undefined}
          >
            {say(label)}
          </a>
        ))}
      </nav>
      <Part place={place} />
    </div>
  );
}

function Part({ place }: { place: Place }) {
  const [, part = "", more, session] = place.path;
  const number = Number(part);
  if (Number.isInteger(number) && number > 0) {
    if (more === "sessions") return <SessionPage number={number} session={Number(session)} />;
    if (more === "changes") return <Changes number={number} place={place} />;
    return <CasePage key={number} number={number} />;
  }
  const Found = PLACES[part] ?? List;
  return <Found place={place} />;
}
