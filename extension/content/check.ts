// Called into a page by "Check this picture": finds what was pointed at, reads it where only the page can, and shows the
// result in the card.

import { base64Of } from "../shared/base64";
import { ask, type Measured, type ToCheck } from "../shared/messages";
import { speak, text } from "../shared/texts";
import { Card } from "./card";
import { isFirst } from "./only-once";
import { addressOf, placeOf, pointedAt, watchMenu } from "./pointed";

const BYTES = 20 * 2 ** 20;
const SIDE = 2048;

let anchor: HTMLElement = document.documentElement;
let picture: string | null = null;

const card = new Card({
  document,
  thumbnail: async (picture) => (await ask("thumbnail", { picture })).thumbnail,
  open: (to) => void ask("enter", { to }),
});

function show(measured: Measured | null): void {
  const name = text("check.picture");
  const shown =
    measured === null
      ? { evidence: null, away: text("badge.waiting") }
      : "evidence" in measured
        ? { evidence: measured.evidence, away: null }
        : { evidence: null, away: measured.problem, heading: text("check.failed") };
  card.open(anchor, { ref: null, name, picture, ...shown }, () => {});
}

/** The address of the picture that was pointed at, and a card beside it; null where there is none. */
function point({ picture: known, link, element, language }: ToCheck & { type: "point" }): string | null {
  speak(language);
  const pointed = pointedAt(document, known, element);
  picture = known ?? addressOf(pointed, link);
  anchor = placeOf(pointed);
  show(picture === null ? { problem: text("check.nothingThere") } : null);
  return picture;
}

/** The picture's bytes in base64, as the page itself may read them: by its own request, else as it is drawn. */
async function read(address: string): Promise<string | null> {
  const bytes = (await fetched(address).catch(() => null)) ?? (await drawn(address).catch(() => null));
  return bytes && base64Of(bytes);
}

async function fetched(address: string): Promise<Uint8Array | null> {
  const answer = await fetch(address);
  if (!answer.ok) return null;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.length > 0 && bytes.length <= BYTES ? bytes : null;
}

async function drawn(address: string): Promise<Uint8Array | null> {
  const image = [...document.images].find(({ currentSrc, src }) => currentSrc === address || src === address);
  if (!image?.naturalWidth) return null;
  const scale = Math.min(1, SIDE / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  // Throws where the picture is from elsewhere and its host does not let pages read it.
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  return blob && new Uint8Array(await blob.arrayBuffer());
}

if (isFirst("check")) {
  watchMenu(document);
  chrome.runtime.onMessage.addListener((message: ToCheck, _sender, respond) => {
    if (message.type === "point") respond(point(message));
    else if (message.type === "result") respond(show(message.measured) ?? null);
    else if (message.type === "read") {
      read(message.address).then(respond);
      return true;
    }
    return false;
  });
}
