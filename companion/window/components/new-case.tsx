// A case that is begun with the accounts of a selection.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Selection } from "../../../shared/wire/types.gen";
import { makeCase } from "../actions";
import { say } from "../texts";
import { useTried } from "../view-data";
import { LinkButton } from "./buttons";
import { ProblemNote } from "./problem";

interface Asked {
  selection: Selection;
  /** What the button says. */
  words: string;
  made: (number: number) => Promise<void> | void;
  /** A name to begin with. */
  suggested?: string;
  leave?: () => void;
}

export function NewCase({ selection, words, made, suggested = "", leave }: Asked) {
  const [name, setName] = useState(suggested);
  const { problem, tried } = useTried();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const make = (event: Event) => {
    event.preventDefault();
    if (name.trim()) void tried(async () => made(await makeCase(name, selection)));
  };
  return (
    <form class="new-case" onSubmit={make}>
      <input
        aria-label={say("cases.newName")}
        placeholder={say("cases.newName")}
        maxLength={200}
        required
        value={name}
        ref={field}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit">{words}</button>
      {leave && <LinkButton onClick={leave}>{say("common.leaveIt")}</LinkButton>}
      {problem && <ProblemNote problem={problem} />}
    </form>
  );
}
