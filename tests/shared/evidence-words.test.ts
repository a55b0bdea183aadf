// What is said of evidence: on its side, never more than was measured, in every language.

import languages from "texts:languages";
import { afterEach, describe, expect, test } from "vitest";
import { chance, firstLine, ordinaryShare, sides, speakOfEvidence } from "../../shared/evidence-words";
import type { Cue, Evidence } from "../../shared/wire/types.gen";

const strong: Evidence = {
  status: "scored",
  level: "strong",
  rarity: { one_in: 1000, at_least: true },
};
const cue: Cue = { name: "eyes_alike", value: 0.9, seen: true, machine_made: 75, ordinary: 52, size: 128 };

afterEach(() => speakOfEvidence("en"));

describe.each(Object.keys(languages))("in %s", (language) => {
  test("the first line has one number, and it is the one that the calibration grants", () => {
    speakOfEvidence(language);
    for (const at_least of [true, false]) {
      const [placed, rare] = firstLine({ ...strong, rarity: { one_in: 500, at_least } }) ?? ["", ""];
      expect(placed).not.toMatch(/\d/);
      expect(rare.match(/\d+/g)).toEqual(["1", "500"]);
    }
  });

  test("a cue stands for or against by which of the two shows it more often", () => {
    speakOfEvidence(language);
    const [seen] = sides({ ...strong, cues: [cue] });
    const [unseen] = sides({ ...strong, cues: [{ ...cue, seen: false }] });
    expect(seen?.[0]).not.toBe(unseen?.[0]);
    expect(seen?.[1][0]?.match(/\d+/g)).toEqual(["75", "100", "52", "100"]);
    expect(unseen?.[1][0]?.match(/\d+/g)).toEqual(["25", "100", "48", "100"]);
  });
});

test("nothing is said of a place that was not measured, and no chance of what is not marked", () => {
  expect(firstLine({ status: "no_face" })).toBeNull();
  expect(firstLine({ ...strong, level: "none" })?.[1]).toBe("");
  expect(chance({ ...strong, level: "none" })).toBeNull();
  expect(chance({ status: "waiting" })).toBeNull();
});

test("most marked accounts are ordinary where the position is not rare", () => {
  expect(ordinaryShare(100)).toBe("97%");
  expect(ordinaryShare(100_000)).toBe("3.2%");
});
