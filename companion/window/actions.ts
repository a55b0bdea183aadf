// What a person does with accounts, said in a sentence with the way back.

import type { DeedRequest } from "../../shared/wire/types.gen";
import { ask } from "./companion";
import { done } from "./components/undo";
import { below } from "./texts";

const t = below("actions");

export async function takeAction(action: DeedRequest): Promise<void> {
  const answer = await ask("POST", "deeds", action);
  if (answer.rows === 0) {
    done(t("nothing"), null);
    return;
  }
  const words = t(`done.${action.deed}`, { count: answer.rows, subject: answer.subject ?? "" });
  done(words, () => ask("POST", "deeds/undo"));
}
