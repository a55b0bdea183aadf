// Settings: what is chosen, who is paired, what the data takes, and what this companion is.

import { useState } from "preact/hooks";
import type { Closing, Keeping, SettingRow, SettingsPage } from "../../../shared/wire/types.gen";
import { useAsked } from "../asked";
import { ask, Problem } from "../companion";
import { ProblemNote } from "../components/problem";
import { LANGUAGES, type Language, language, speak } from "../words";
import { Pairings } from "./pairings";
import { Storage } from "./storage";
import { t } from "./words";

export default function View() {
  const { answer, problem, again } = useAsked<SettingsPage>(
    (signal) => ask("GET", "settings", undefined, signal),
    [],
  );
  return (
    <div class="settings-view">
      <h1>{t("title")}</h1>
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer && (
        <>
          <section>
            <h2>{t("choices")}</h2>
            <Speak />
            <Keep page={answer} again={again} />
            <OnClose />
          </section>
          <Pairings />
          <Storage />
          <section>
            <h2>{t("start")}</h2>
            <p class="soft words">{t("startWords")}</p>
            <Start rows={answer.start} />
          </section>
          <section>
            <h2>{t("versions")}</h2>
            <table class="sums">
              <tbody>
                {answer.versions.map(({ name, version }) => (
                  <tr key={name}>
                    <th scope="row">{t.known(`v_${name}`, name)}</th>
                    <td>{version}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p class="soft words">{t("versionsWords")}</p>
          </section>
          <Quit />
        </>
      )}
    </div>
  );
}

const LANGUAGE_NAMES: Record<Language, string> = { en: "English", es: "Español" };

function Speak() {
  const choose = (choice: Language) => {
    speak(choice);
    location.reload();
  };
  return (
    <label class="setting">
      <span>{t("language")}</span>
      <select value={language()} onChange={(event) => choose(event.currentTarget.value as Language)}>
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {LANGUAGE_NAMES[each]}
          </option>
        ))}
      </select>
    </label>
  );
}

const KEPT: readonly Keeping["keep_pictures"][] = ["none", "thumbnail", "full"];

function Keep({ page, again }: { page: SettingsPage; again: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wanted, setWanted] = useState<Keeping["keep_pictures"] | null>(null);
  const choose = async (keep: Keeping["keep_pictures"]) => {
    setWanted(keep);
    try {
      await ask("POST", "settings/keeping", { keep_pictures: keep });
      again();
    } catch (error) {
      setWanted(null);
      if (error instanceof Problem) setProblem(error);
    }
  };
  return (
    <fieldset class="setting">
      <legend>{t("keep")}</legend>
      {KEPT.map((each) => (
        <label key={each} class="choice">
          <input
            type="radio"
            name="keep"
            checked={(wanted ?? page.keep_pictures) === each}
            disabled={page.keep_pictures_fixed}
            onChange={() => void choose(each)}
          />
          <span>
            {t(`keep_${each}`)}
            <small class="soft">{t(`keepWords_${each}`)}</small>
          </span>
        </label>
      ))}
      {page.keep_pictures_fixed && <p class="note">{t("keepFixed")}</p>}
      {problem && <ProblemNote problem={problem} />}
    </fieldset>
  );
}

const CLOSING: readonly NonNullable<Closing["on_close"]>[] = ["keep_running", "quit"];

function OnClose() {
  const { answer, problem, again } = useAsked<Closing>(
    (signal) => ask("GET", "closing", undefined, signal),
    [],
  );
  const [wanted, setWanted] = useState<Closing["on_close"] | null>(null);
  if (!answer) return problem ? <ProblemNote problem={problem} again={again} /> : null;
  const choose = (choice: NonNullable<Closing["on_close"]>) => {
    setWanted(choice);
    void ask("POST", "closing", { on_close: choice })
      .catch(() => setWanted(null))
      .finally(again);
  };
  return (
    <fieldset class="setting">
      <legend>{t("closing")}</legend>
      {CLOSING.map((each) => (
        <label key={each} class="choice">
          <input
            type="radio"
            name="closing"
            checked={(wanted ?? answer.on_close ?? "keep_running") === each}
            onChange={() => choose(each)}
          />
          <span>
            {t(`closing_${each}`)}
            <small class="soft">{t(`closingWords_${each}`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Start({ rows }: { rows: readonly SettingRow[] }) {
  return (
    <div class="wide">
      <table class="start">
        <thead>
          <tr>
            <th scope="col">{t("setting")}</th>
            <th scope="col">{t("value")}</th>
            <th scope="col">{t("option")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                {t.known(`s_${row.name}`, row.name)}
                <small class="soft">{t.known(`sWords_${row.name}`, row.help)}</small>
              </th>
              <td>
                <code>{row.value ?? t("notGiven")}</code>
              </td>
              <td>
                <code>{row.option}</code> <small class="soft">{t("or", { variable: row.variable })}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Quit() {
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const quit = async () => {
    try {
      await ask("POST", "quit");
      setOver(true);
    } catch (error) {
      if (error instanceof Problem) setProblem(error);
    }
  };
  return (
    <section>
      <h2>{t("quit")}</h2>
      <p class="soft words">{t("quitWords")}</p>
      {isOver ? (
        <p role="status">{t("isOver")}</p>
      ) : (
        <p>
          <button type="button" onClick={() => void quit()}>
            {t("quitNow")}
          </button>
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
    </section>
  );
}
