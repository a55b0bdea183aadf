// Report: which case, which sections, in which language; its headings and notes are written here and kept with it.

import { address, go, type Place, withQuery } from "../address";
import { Select } from "../components/fields";
import { LanguageChoice } from "../components/options";
import { Empty, ProblemNote } from "../components/problem";
import { Meanwhile } from "../components/received";
import { below, language, say } from "../texts";
import { useGot } from "../view-data";
import { Plan } from "./plan";

const t = below("report");

export default function View({ place }: { place: Place }) {
  const { answer, problem, again } = useGot("cases");
  const chosen =
    Number(place.query.get("case")) || (answer?.cases.length === 1 && answer.cases[0]?.case) || null;
  const spoken = place.query.get("language") ?? language();
  const change = (changes: Record<string, string>) => go(withQuery(place, changes), { replace: true });
  return (
    <div class="report-view">
      <header>
        <h1>{say("views.report")}</h1>
        <p class="soft">{t("about")}</p>
      </header>
      {problem && <ProblemNote problem={problem} again={again} />}
      {!answer && !problem && chosen === null && <Meanwhile>{t("planning")}</Meanwhile>}
      {answer && answer.cases.length === 0 && (
        <Empty title={t("noCase")}>
          <p>{t("noCaseWords")}</p>
          <p>
            <a class="button" href={address(["cases"])}>
              {t("toCases")}
            </a>
          </p>
        </Empty>
      )}
      {answer && answer.cases.length > 0 && (
        <p class="choices">
          <Select
            label={say("common.case")}
            value={chosen}
            set={(value) => change({ case: value })}
            of={answer.cases.map((each) => [
              each.case,
              `${each.name} (${say("common.accounts", { count: each.accounts })})`,
            ])}
            {...(chosen === null && { none: say("common.chooseCase") })}
          />
          <LanguageChoice label={t("language")} spoken={spoken} choose={(tag) => change({ language: tag })} />
        </p>
      )}
      {chosen !== null && <Plan key={`${chosen} ${spoken}`} number={chosen} spoken={spoken} place={place} />}
    </div>
  );
}
