// Cases: which there are, one of them, what two share, and the files that go out, come in and are forgotten.

import type { ComponentType } from "preact";
import { address, type Place } from "../address";
import { Changes } from "./changes";
import { Compare } from "./compare";
import { Export } from "./export";
import { ForgetView } from "./forget";
import { Imports } from "./import";
import { List } from "./list";
import { CasePage } from "./page";
import { SessionPage } from "./session";
import { t } from "./words";

const TABS = [
  ["", "tabList"],
  ["compare", "tabCompare"],
  ["bring", "tabBring"],
  ["export", "tabExport"],
  ["forget", "tabForget"],
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
      <nav class="tabs" aria-label={t("parts")}>
        {TABS.map(([name, label]) => (
          <a
            key={name}
            href={address(name ? ["cases", name] : ["cases"])}
            aria-current={name === here ? (part === here ? "page" : "true") : undefined}
          >
            {t(label)}
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
