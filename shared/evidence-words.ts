// What is said of a picture's evidence, in the same words and order on a page and in the companion's window: where the
// face sits, what speaks for a machine-made face and what against it, how many are marked by chance, and what is folded.

import texts from "texts:evidence";
import { Catalogue } from "./texts/catalogue";
import type { Alignment, Cue, Evidence, FileStatement, ProvenanceClaim, Reuse } from "./wire/types.gen";

/** About 3 in 10,000 accounts had such a picture (0.021–0.044 %, arXiv 2401.02627). */
const PREVALENCE = 0.0003;
/** The companion counts no further. */
const MOST_ACCOUNTS = 1000;

const catalogue = new Catalogue(texts);
const { say: t, written } = catalogue;

export function speakOfEvidence(language: string): void {
  catalogue.language = language;
}

/** Two sentences: where the face sits, and how rare that is where it is. Null where nothing was measured. */
export function firstLine(evidence: Evidence): [placed: string, rare: string] | null {
  const { status, cropped, rarity } = evidence;
  const level = evidence.level ?? "none";
  if (status !== "scored") return null;
  if (level === "none") return [t("placed.none"), ""];
  const placed = t(cropped ? "placed.cropped" : `placed.${level}`);
  return [placed, rarity ? t("rare", { one_in: rarity.one_in }) : ""];
}

/** A claim of the file that says which way, in short: anyone can write it. The others say neither. */
const CLAIMS: Record<ProvenanceClaim, "speaksFor" | "speaksAgainst" | null> = {
  machine_made: "speaksFor",
  machine_edited: "speaksFor",
  machine_part: "speaksFor",
  camera: "speaksAgainst",
  program: null,
  manifest: null,
  linked_manifest: null,
  other: null,
};

/** What speaks for a machine-made face, and what against it: each under its heading, those without anything left out. */
export function sides({ cues = [], file = [] }: Evidence): [heading: string, sentences: string[]][] {
  const claims = [...new Set(file.map(({ says }) => says))];
  return (["speaksFor", "speaksAgainst"] as const)
    .map((side): [string, string[]] => [
      t(side),
      [
        ...claims.filter((says) => CLAIMS[says] === side).map((says) => t.known(`fileShort.${says}`, "", {})),
        ...cues.filter((cue) => sideOf(cue) === side).map(cueSentence),
      ],
    ])
    .filter(([, sentences]) => sentences.length > 0);
}

/** By its likelihood ratio: what is commoner in photographs than in machine-made faces stands against. */
function sideOf(cue: Cue): "speaksFor" | "speaksAgainst" | null {
  const { machine_made, ordinary } = shares(cue);
  if (machine_made === ordinary) return null;
  return machine_made > ordinary ? "speaksFor" : "speaksAgainst";
}

/** Of 100 each, those that are as this picture is. */
function shares({ seen, machine_made, ordinary }: Cue): { machine_made: number; ordinary: number } {
  return seen ? { machine_made, ordinary } : { machine_made: 100 - machine_made, ordinary: 100 - ordinary };
}

function cueSentence(cue: Cue): string {
  const what = t(cue.seen ? `cueSeen.${cue.name}` : `cueUnseen.${cue.name}`);
  return t("cueWorth", { cue: what, ...shares(cue) });
}

function isMarked({ status, level }: Evidence): boolean {
  return status === "scored" && (level === "strong" || level === "some");
}

/** How many of those marked like this are ordinary; null where it is not marked. */
export function chance(evidence: Evidence): string | null {
  const { rarity } = evidence;
  return isMarked(evidence) && rarity ? t("chance", { share: ordinaryShare(rarity.one_in) }) : null;
}

/** Of the accounts marked at this rarity, the most that are ordinary, in words, where PREVALENCE holds. */
export function ordinaryShare(oneIn: number): string {
  const byChance = 1 / oneIn;
  return written(byChance / (byChance + PREVALENCE), { style: "percent", maximumSignificantDigits: 2 });
}

/** How many other accounts wear the picture. */
export function otherWearers({ accounts }: Reuse): string {
  return t("reuse.others", { count: accounts, many: counted(accounts) });
}

/** What else is known of where the picture was seen. */
export function seenElsewhere({ elsewhere, known }: Reuse): string[] {
  return [
    ...(elsewhere > 0 ? [t("reuse.elsewhere", { count: elsewhere, many: counted(elsewhere) })] : []),
    ...(known.length > 0 ? [t("reuse.known", { sets: catalogue.listed(known) })] : []),
  ];
}

function counted(count: number): string {
  return count >= MOST_ACCOUNTS ? `≥ ${written(count)}` : written(count);
}

/** What it does not mean, under its heading. */
export function notMeant(evidence: Evidence | null, reuse: Reuse | null): [heading: string, string[]] {
  const marked = evidence !== null && isMarked(evidence);
  return [
    t("notMean.title"),
    [
      ...(evidence?.status === "scored" ? [t("notMean.person")] : []),
      ...(marked ? [t("notMean.byChance"), t("notMean.chosen")] : []),
      ...(evidence?.status === "scored" ? [t("notMean.diffusion")] : []),
      ...(reuse ? [t("notMean.together")] : []),
      ...(reuse && reuse.elsewhere > 0 ? [t("notMean.sites")] : []),
    ],
  ];
}

interface Measured {
  heading: string;
  sentences: string[];
  /** Name and value. */
  numbers: [string, string][];
}

/** How it was measured, and the numbers; null where nothing was. */
export function measured(evidence: Evidence): Measured | null {
  const { alignment, cropped, faces } = evidence;
  if (!alignment) return null;
  return {
    heading: t("measured.title"),
    sentences: [
      ...(cropped ? [t("measured.cropped", { kept: cropped })] : []),
      ...(alignment.turned ? [t("measured.turned", { degrees: alignment.turned })] : []),
      ...((faces ?? 1) > 1 ? [t("measured.faces")] : []),
      ...(isMarked(evidence) ? [t("measured.size")] : []),
    ],
    numbers: numbers(evidence, alignment),
  };
}

function numbers({ score }: Evidence, alignment: Alignment): [string, string][] {
  const twoPlaces = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const percent = { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" } as const;
  return [
    [t("measured.across"), written(alignment.shift_x, percent)],
    [t("measured.down"), written(alignment.shift_y, percent)],
    [t("measured.ofSide"), written(Math.exp(alignment.log_scale), twoPlaces)],
    [t("measured.roll"), `${written(alignment.roll, { maximumFractionDigits: 1 })}°`],
    [t("measured.eyeDistance"), written(alignment.eye_distance, { maximumFractionDigits: 4 })],
    ...(typeof score === "number"
      ? [[t("measured.score"), written(score, { maximumFractionDigits: 3 })] as [string, string]]
      : []),
  ];
}

/** What the file says of itself, in full, under its heading; no sentences where it says nothing. */
export function fileClaims({ file = [] }: Evidence): [heading: string, string[]] {
  const said = file.map(({ says, place, quote }: FileStatement) =>
    t(`file.says.${says}`, { quote, place: t(`file.place.${place}`) }),
  );
  return [t("file.title"), said.length > 0 ? [...said, t("file.worth")] : []];
}
