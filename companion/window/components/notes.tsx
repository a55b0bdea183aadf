// The notes on an account or a case, and the way to add one.

import { useState } from "preact/hooks";
import type { CaseNoteRow, NoteRow } from "../../../shared/wire/types.gen";
import { takeAction } from "../actions";
import { below, moment, say } from "../texts";
import { LinkButton } from "./buttons";

const t = below("notes");

interface Asked {
  notes: readonly (NoteRow | CaseNoteRow)[];
  /** What a new note is on. */
  on: { accounts: number[] } | { case: number };
}

export function Notes({ notes, on }: Asked) {
  const [text, setText] = useState("");
  const add = (event: Event) => {
    event.preventDefault();
    if (text.trim()) void takeAction({ action: "note", ...on, text }).then(() => setText(""));
  };
  return (
    <section>
      <h2>{say("common.notes")}</h2>
      {notes.length === 0 && <p class="soft">{say("common.noneSoFar")}</p>}
      <ul class="plain notes">
        {notes.map((each) => (
          <li key={each.note ?? each.at}>
            <p dir="auto">{each.text}</p>
            <p class="soft">
              {moment(each.at)} · {each.note == null ? t("withRecording") : <Remove note={each.note} />}
            </p>
          </li>
        ))}
      </ul>
      <form class="note-form" onSubmit={add}>
        <label>
          <span class="said">{say("common.addNote")}</span>
          <textarea
            rows={2}
            placeholder={say("common.addNote")}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <button type="submit">{t("add")}</button>
      </form>
    </section>
  );
}

function Remove({ note }: { note: number }) {
  return (
    <LinkButton onClick={() => void takeAction({ action: "remove_note", note })}>{t("remove")}</LinkButton>
  );
}
