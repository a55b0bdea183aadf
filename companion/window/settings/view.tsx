// Settings: what is chosen, who is paired, what the data takes, and what this companion is.

import { useState } from "preact/hooks";
import type { Closing, Keeping, SettingRow, SettingsPage } from "../../../shared/wire/types.gen";
import { ask, Problem } from "../companion";
import { Button } from "../components/buttons";
import { Radio } from "../components/fields";
import { LanguageChoice } from "../components/options";
import { ProblemNote } from "../components/problem";
import { Table } from "../components/table";
import { below, language, say, speak } from "../texts";
import { useGot, useTried } from "../view-data";
import { Pairings } from "./pairings";
import { Starters } from "./starters";
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
          <Starters />
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
  return <LanguageChoice label={t("language")} spoken={language()} choose={choose} kind="setting" />;
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
        <Radio
          key={each}
          name="keep"
          checked={(wanted ?? page.keep_pictures) === each}
          disabled={page.keep_pictures_fixed}
          choose={() => void choose(each)}
          more={t(`keptWords.${each}`)}
        >
          {t(`kept.${each}`)}
        </Radio>
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
        <Radio
          key={each}
          name="closing"
          checked={(wanted ?? answer.on_close ?? "keep_running") === each}
          choose={() => choose(each)}
          more={t(`closingWords.${each}`)}
        >
          {t(`closing.${each}`)}
        </Radio>
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
      <div class="read">
        {(["words", "why", "not", "goes"] as const).map((each) => (
          <p key={each}>{t(`groups.${each}`)}</p>
        ))}
      </div>
      <p class="line">
        {answer.marked && <span role="status">{t("groups.on")}</span>}
        <Button onClick={() => void mark(!answer.marked)}>
          {t(answer.marked ? "groups.stop" : "groups.agree")}
        </Button>
      </p>
      {refused && <ProblemNote problem={refused} />}
    </section>
  );
}

function Start({ rows }: { rows: readonly SettingRow[] }) {
  return (
    <Table
      kind="start"
      label={t("start")}
      rows={rows}
      columns={[
        {
          name: t("setting"),
          is: "row",
          cell: ({ name, help }) => (
            <>
              {t.known(`option.${name}`, name)}
              <small class="soft">{t.known(`optionWords.${name}`, help)}</small>
            </>
          ),
        },
        { name: t("value"), cell: ({ value }) => <code>{value ?? t("notGiven")}</code> },
        {
          name: t("by"),
          cell: ({ option, variable }) => (
            <>
              <code>{option}</code> <small class="soft">{t("or", { variable })}</small>
            </>
          ),
        },
      ]}
    />
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
          <Button onClick={() => void quit()}>{t("quit")}</Button>
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
    </section>
  );
}
