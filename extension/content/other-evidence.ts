// What else is known of a picture, beside where its face sits: each in a sentence with what it is worth.

import type { Cue, Evidence, FileStatement, Reuse } from "../../shared/wire/types.gen";
import { listed, text, written } from "../shared/texts";

/** The companion counts no further. */
const MOST_ACCOUNTS = 1000;

/** All of it, the heaviest first; empty where nothing else is known. */
export function otherEvidence(evidence: Evidence, reuse: Reuse | null): string[] {
  const { cues = [], file = [] } = evidence;
  return [
    ...(reuse ? reuseSentences(reuse) : []),
    ...file.map(fileSentence),
    ...(file.length > 0 ? [text("card.fileWorth")] : []),
    ...cues.map(cueSentence),
  ];
}

/** Where else the picture was seen. */
export function reuseSentences({ accounts, elsewhere, known }: Reuse): string[] {
  const here = accounts - elsewhere;
  const values = (count: number) => ({
    count,
    many: count >= MOST_ACCOUNTS ? `≥ ${written(count)}` : written(count),
  });
  return [
    ...(here > 0 ? [text("reuse.here", values(here))] : []),
    ...(elsewhere > 0 ? [text("reuse.elsewhere", values(elsewhere))] : []),
    ...(known.length > 0 ? [text("reuse.known", { sets: listed(known) })] : []),
  ];
}

function cueSentence({ name, seen, machine_made, ordinary }: Cue): string {
  const cue = seen ? text(`card.cueSeen.${name}`) : text(`card.cueUnseen.${name}`);
  const of = (share: number) => (seen ? share : 100 - share);
  return text("card.cueWorth", { cue, machine_made: of(machine_made), ordinary: of(ordinary) });
}

function fileSentence({ says, place, quote }: FileStatement): string {
  const values = { quote, place: text(`card.filePlace.${place}`) };
  return text(`card.fileSays.${says}`, values);
}
