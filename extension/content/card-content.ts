// What stands in the card: where the face sits and how rare that is, the picture with its line, what speaks for a
// machine-made face and what against it, where else it was seen, what chance gives; and folded, everything else.

import { type DrawnShape, drawing } from "../../shared/badge-shapes";
import {
  chance,
  fileClaims,
  firstLine,
  measured,
  notMeant,
  otherWearers,
  seenElsewhere,
  sides,
} from "../../shared/evidence-words";
import { searchesFor } from "../../shared/reverse-search";
import type { Alignment, Evidence, Reuse, StandingGroup } from "../../shared/wire/types.gen";
import { placeOfAccount, placeOfGroup, placeOfSamePicture } from "../shared/companion-places";
import type { Thumbnail } from "../shared/messages";
import { text } from "../shared/texts";
import { statusWords } from "./badge-appearance";
import { drawEyeLine, drawingSize } from "./eye-line";
import { groupEvidence } from "./group-evidence";
import { folded, list, type Make, maker, points } from "./make";

const DRAWING_WIDTH = 296;

export interface Shown {
  /** The account; null for a picture that is no account's. */
  ref: string | null;
  name: string;
  /** Where there is no evidence, what is said in its place. */
  heading?: string;
  evidence: Evidence | null;
  /** Where else the picture was seen; null: nowhere, as far as is known. */
  reuse?: Reuse | null;
  /** The group that stands out to which the account belongs. */
  group?: StandingGroup | null;
  /** The picture's address on its page. */
  picture?: string | null;
  /** Said where the companion is not there. */
  away: string | null;
  /** What to type then, in a terminal. */
  start?: readonly string[];
  /** Starts it instead. */
  bring?: () => void;
}

export interface ContentParts {
  document: Document;
  thumbnail(picture: number): Promise<Thumbnail | null>;
  /** Opens the companion's window at this place. */
  open(to: string): void;
}

export function cardContent(shown: Shown, parts: ContentParts, close: () => void): HTMLElement {
  const make = maker(parts.document);
  const { evidence, reuse = null, group = null, ref, away } = shown;
  const closing = make("button", { class: "close", "aria-label": text("card.close") }, "×");
  closing.addEventListener("click", close);
  const leading = (words: string, place: string, name: string) => {
    const button = make("button", { class: name }, words);
    button.addEventListener("click", () => parts.open(place));
    return button;
  };
  const signs = ref === null ? [] : beside(ref, reuse, group, parts.document, make, leading);
  const expected = evidence && chance(evidence);
  return make(
    "section",
    { role: "dialog", "aria-labelledby": "name heading", tabindex: "-1" },
    make("header", {}, make("p", { class: "name", id: "name", dir: "auto" }, shown.name), closing),
    make("h2", { id: "heading" }, ...(shown.heading ? [shown.heading] : heading(evidence, group, make))),
    ...(away ? [awayNote(away, shown, make)] : []),
    ...(evidence ? figure(evidence, parts, make) : []),
    ...(evidence ? sides(evidence).flatMap(([title, said]) => points(title, said, make)) : []),
    ...signs,
    ...(expected ? [make("p", { class: "chance" }, expected)] : []),
    make("div", { class: "more" }, ...more(shown, make)),
    ...(ref === null ? [] : [make("footer", {}, leading(text("card.open"), placeOfAccount(ref), "open"))]),
  );
}

function heading(evidence: Evidence | null, group: StandingGroup | null, make: Make): (Node | string)[] {
  if (!evidence && group) return [text("card.noPicture")];
  if (!evidence || evidence.status === "waiting") return [text("card.waiting")];
  const [placed, rare] = firstLine(evidence) ?? [statusWords(evidence), ""];
  return rare ? [`${placed} `, make("span", {}, rare)] : [placed];
}

function awayNote(words: string, { start = [], bring }: Shown, make: Make): HTMLElement {
  const typed = start.length > 0 ? [make("pre", {}, start.join("\n"))] : [];
  const pressed = bring ? [startButton(bring, make)] : [];
  return make("div", { class: "away" }, make("p", {}, words), ...typed, ...pressed);
}

/** Says that it is under way once it is pressed. */
function startButton(bring: () => void, make: Make): HTMLElement {
  const button = make("button", { class: "open", type: "button" }, text("open.start"));
  button.addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    button.setAttribute("disabled", "");
    button.textContent = text("open.starting");
    bring();
  });
  return button;
}

type Leading = (words: string, place: string, name: string) => HTMLElement;

/** Where else the picture was seen, and the group: each with the sign that stands for it beside the name. */
function beside(
  ref: string,
  reuse: Reuse | null,
  group: StandingGroup | null,
  document: Document,
  make: Make,
  leading: Leading,
): HTMLElement[] {
  const sign = (shape: DrawnShape, ...content: (Node | string)[]) =>
    make("div", { class: "sign" }, drawing(document, shape), make("p", { dir: "auto" }, ...content));
  const wearers =
    reuse && reuse.accounts > 0 ? [leading(otherWearers(reuse), placeOfSamePicture(ref), "link"), " "] : [];
  return [
    ...(reuse ? [sign("reused", ...wearers, seenElsewhere(reuse).join(" "))] : []),
    ...(group
      ? [sign("network", leading(text("group.badge", { size: group.size }), placeOfGroup(ref), "link"))]
      : []),
  ];
}

function more({ evidence, reuse = null, group = null, picture }: Shown, make: Make): HTMLElement[] {
  const [title, said] = notMeant(evidence, reuse);
  const sentences = group ? [...said, text("group.notMeant")] : said;
  const ofGroup = group ? groupEvidence(group) : [];
  const [claimed, claims] = evidence ? fileClaims(evidence) : ["", []];
  const found = evidence && measured(evidence);
  return [
    ...folded(
      text("group.why"),
      ofGroup.flatMap(([part, each]) => points(part, each, make)),
      make,
      "group",
    ),
    ...folded(title, sentences.length > 0 ? [list(sentences, make)] : [], make, "not-meant"),
    ...(found ? folded(found.heading, [list(found.sentences, make), table(found.numbers, make)], make) : []),
    ...folded(claimed, claims.length > 0 ? [list(claims, make)] : [], make, "file"),
    ...elsewhere(picture, make),
  ];
}

function table(rows: readonly [string, string][], make: Make): HTMLElement {
  const cells = rows.map(([name, value]) =>
    make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, value)),
  );
  return make("table", {}, ...cells);
}

/** Services that a person may ask for the same picture, each a link that only their click opens. */
function elsewhere(picture: string | null | undefined, make: Make): HTMLElement[] {
  const outward = { target: "_blank", rel: "noopener noreferrer", referrerpolicy: "no-referrer" };
  const links = searchesFor(picture).map(({ name, address }) =>
    make("li", {}, make("a", { href: address, ...outward }, name)),
  );
  const content =
    links.length === 0 ? [] : [make("p", {}, text("card.searchTells")), make("ul", {}, ...links)];
  return folded(text("card.searchElsewhere"), content, make, "elsewhere");
}

function figure({ alignment, picture }: Evidence, parts: ContentParts, make: Make): HTMLElement[] {
  if (!alignment || !picture) return [];
  const place = make("figure", {});
  void draw(place, picture, alignment, parts, make);
  return [place];
}

async function draw(
  place: HTMLElement,
  picture: number,
  alignment: Alignment,
  { document, thumbnail }: ContentParts,
  make: Make,
): Promise<void> {
  const found = await thumbnail(picture).catch(() => null);
  const bitmap = found && (await decoded(found).catch(() => null));
  if (!bitmap) {
    place.append(make("p", { class: "away" }, text("card.noThumbnail")));
    return;
  }
  const size = drawingSize(bitmap, DRAWING_WIDTH);
  const scale = document.defaultView?.devicePixelRatio ?? 1;
  const canvas = make("canvas", { role: "img", "aria-label": text("card.drawing") }) as HTMLCanvasElement;
  canvas.width = size.width * scale;
  canvas.height = size.height * scale;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(scale, scale);
  const dark = document.defaultView?.matchMedia("(prefers-color-scheme: dark)").matches ?? false;
  drawEyeLine(context, bitmap, alignment, size, dark);
  const captions = [make("span", {}, text("card.thisPicture")), make("span", {}, text("card.template"))];
  place.append(canvas, make("figcaption", {}, ...captions));
}

async function decoded({ base64, type }: Thumbnail): Promise<ImageBitmap> {
  const binary = atob(base64);
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return await createImageBitmap(new Blob([bytes], { type }));
}
