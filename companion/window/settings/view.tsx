// Settings: what is chosen, who is paired, what the data takes, and what this companion is.

import { useState } from "preact/hooks";
import type { Closing, Keeping, SettingRow, SettingsPage } from "../../../shared/wire/types.gen";
import { ask, Problem } from "../companion";
import { ProblemNote } from "../components/problem";
import { TableHead } from "../components/table-head";
import { below, LANGUAGES, language, say, speak } from "../texts";
import { useGot, useTried } from "../view-data";
import { Pairings } from "./pairings";
import { Storage } from "./storage";

const t = below("settings");

export default function View() {
  const { answer, problem, again } = useGot("settings");
  return (
    <div class="settings-view">
      <h1>{say("views.settings")}</h1>
      {problem && <ProblemNote problem={problem} again={again} />}
      {answer && (
        <>
          <section>
            <h2>{t("choices")}</h2>
            <Speak />
            <Keep page={answer} again={again} />
            <OnClose />
          </section>
          <MarkGroups />
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
                    <th scope="row">{t.known(`versionOf.${name}`, name)}</th>
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

function Speak() {
  const choose = (choice: string) => {
    speak(choice);
    location.reload();
  };
  return (
    <label class="setting">
      <span>{t("language")}</span>
      <select value={language()} onChange={(event) => choose(event.currentTarget.value)}>
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
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
      <legend>{t("keptOfPictures")}</legend>
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
            {t(`kept.${each}`)}
            <small class="soft">{t(`keptWords.${each}`)}</small>
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
  const { answer, problem, again } = useGot("closing");
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
      <legend>{t("whenClosed")}</legend>
      {CLOSING.map((each) => (
        <label key={each} class="choice">
          <input
            type="radio"
            name="closing"
            checked={(wanted ?? answer.on_close ?? "keep_running") === each}
            onChange={() => choose(each)}
          />
          <span>
            {t(`closing.${each}`)}
            <small class="soft">{t(`closingWords.${each}`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** What a mark of a group means, to be read before any is shown. */
function MarkGroups() {
  const { answer, problem, again } = useGot("settings/groups");
  const { problem: refused, tried } = useTried();
  if (!answer) return problem ? <ProblemNote problem={problem} again={again} /> : null;
  const mark = (marked: boolean) =>
    tried(async () => {
      await ask("POST", "settings/groups", { marked });
      again();
    });
  return (
    <section>
      <h2>{t("groups.title")}</h2>
      <div class="words">
        {(["words", "why", "not", "goes"] as const).map((each) => (
          <p key={each}>{t(`groups.${each}`)}</p>
        ))}
      </div>
      <p class="line">
        {answer.marked && <span role="status">{t("groups.on")}</span>}
        <button type="button" onClick={() => void mark(!answer.marked)}>
          {t(answer.marked ? "groups.stop" : "groups.agree")}
        </button>
      </p>
      {refused && <ProblemNote problem={refused} />}
    </section>
  );
}

function Start({ rows }: { rows: readonly SettingRow[] }) {
  return (
    <div class="wide">
      <table class="start">
        <TableHead columns={[t("setting"), t("value"), t("by")]} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                {t.known(`option.${row.name}`, row.name)}
                <small class="soft">{t.known(`optionWords.${row.name}`, row.help)}</small>
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
  const { problem, tried } = useTried();
  const quit = () =>
    tried(async () => {
      await ask("POST", "quit");
      setOver(true);
    });
  return (
    <section>
      <h2>{t("quit")}</h2>
      <p class="soft words">{t("quitWords")}</p>
      {isOver ? (
        <p role="status">{t("isOver")}</p>
      ) : (
        <p>
          <button type="button" onClick={() => void quit()}>
            {t("quit")}
          </button>
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
    </section>
  );
}
