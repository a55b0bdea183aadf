// What a person does with accounts, said in a sentence with the way back.

import type { DeedDone, DeedRequest } from "../../shared/wire/types.gen";
import { ask } from "./companion";
import { done } from "./components/undo";
import { words } from "./words";

const t = words({
  en: {
    tag_one: "Tagged {count} account “{subject}”.",
    tag_other: "Tagged {count} accounts “{subject}”.",
    untag_one: "Took the tag “{subject}” off {count} account.",
    untag_other: "Took the tag “{subject}” off {count} accounts.",
    collect_one: "Put {count} account into “{subject}”.",
    collect_other: "Put {count} accounts into “{subject}”.",
    take_out_one: "Took {count} account out of “{subject}”.",
    take_out_other: "Took {count} accounts out of “{subject}”.",
    hide_one: "Hid {count} account.",
    hide_other: "Hid {count} accounts.",
    show_one: "{count} account is shown again.",
    show_other: "{count} accounts are shown again.",
    note_one: "Noted.",
    note_other: "Noted.",
    remove_note_one: "Removed the note.",
    remove_note_other: "Removed the note.",
    nothing: "Nothing to change: it was so already.",
  },
  es: {
    tag_one: "Se etiquetó {count} cuenta con «{subject}».",
    tag_other: "Se etiquetaron {count} cuentas con «{subject}».",
    untag_one: "Se quitó la etiqueta «{subject}» de {count} cuenta.",
    untag_other: "Se quitó la etiqueta «{subject}» de {count} cuentas.",
    collect_one: "Se puso {count} cuenta en «{subject}».",
    collect_other: "Se pusieron {count} cuentas en «{subject}».",
    take_out_one: "Se sacó {count} cuenta de «{subject}».",
    take_out_other: "Se sacaron {count} cuentas de «{subject}».",
    hide_one: "Se ocultó {count} cuenta.",
    hide_other: "Se ocultaron {count} cuentas.",
    show_one: "{count} cuenta vuelve a mostrarse.",
    show_other: "{count} cuentas vuelven a mostrarse.",
    note_one: "Anotado.",
    note_other: "Anotado.",
    remove_note_one: "Se quitó la nota.",
    remove_note_other: "Se quitó la nota.",
    nothing: "Nada que cambiar: ya estaba así.",
  },
});

export async function takeAction(action: DeedRequest): Promise<void> {
  const answer = await ask<DeedDone>("POST", "deeds", action);
  if (answer.rows === 0) {
    done(t("nothing"), null);
    return;
  }
  done(t.counted(action.deed, answer.rows, { subject: answer.subject ?? "" }), () =>
    ask("POST", "deeds/undo"),
  );
}
