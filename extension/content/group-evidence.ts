// What is known of the group that stands out to which an account belongs, in sentences.

import type { GroupSign, StandingGroup } from "../../shared/wire/types.gen";
import { listed, text, written } from "../shared/texts";

/** Beyond this, how rare a sign is by chance tells nothing more. */
const MOST = 1_000_000;

/** Under a heading each: which group it is, what makes it stand out, and what else connects it. */
export function groupEvidence(group: StandingGroup): [heading: string, sentences: string[]][] {
  const { size, words, granted, signs, standing_out } = group;
  const seen = signs.filter(({ members }) => members > 0);
  const unknown = signs.filter(({ of }) => of === 0).map(({ kind }) => text(`group.kind.${kind}`));
  const expected = written(group.expected_false, { maximumSignificantDigits: 1 });
  return [
    [
      text("group.heading"),
      [
        text("group.which", { size }),
        ...(words.length > 0 ? [text("group.words", { words: listed(words) })] : []),
        text("group.chance", { standing: standing_out, expected }),
      ],
    ],
    [
      text("group.carries"),
      [
        ...seen.filter(({ carries }) => carries).map((sign) => `${signSentence(sign)} ${rare(sign)}`.trim()),
        ...(granted ? [text("group.granted", { reason: granted })] : []),
      ],
    ],
    [
      text("group.besides"),
      [
        ...seen.filter(({ carries }) => !carries).map(signSentence),
        ...(unknown.length > 0 ? [text("group.unknown", { kinds: listed(unknown) })] : []),
      ],
    ],
  ];
}

function signSentence({ kind, members, of, times, expected }: GroupSign): string {
  const about = written(expected ?? 0, { maximumSignificantDigits: 1 });
  return text(`group.sign.${kind}`, { members, of, times, expected: about });
}

function rare({ p_value }: GroupSign): string {
  if (p_value === null) return "";
  const one_in = Number((1 / Math.max(p_value, 1 / MOST)).toPrecision(2));
  return text("group.rare", { one_in });
}
