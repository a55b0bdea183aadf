// What a person does with accounts, said in a sentence with the way back.

import type { ActionRequest, Selection } from "../../shared/wire/types.gen";
import { ask } from "./companion";
import { done } from "./components/undo";
import { below } from "./texts";

const t = below("actions");

/** Begins a case with the accounts of a selection; its number. */
export async function makeCase(name: string, selection: Selection): Promise<number> {
  const { case: number, accounts } = await ask("POST", "cases", { name, selection });
  done(t("done.collect", { count: accounts, subject: name }), () => ask("POST", "actions/undo"));
  return number;
}

export async function takeAction(request: ActionRequest): Promise<void> {
  const answer = await ask("POST", "actions", request);
  if (answer.rows === 0) {
    done(t("nothing"), null);
    return;
  }
  const words = t(`done.${request.action}`, { count: answer.rows, subject: answer.subject ?? "" });
  done(words, () => ask("POST", "actions/undo"));
}
