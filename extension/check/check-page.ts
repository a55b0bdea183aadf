// The result of "Check this picture" where the browser lets no script into the page itself. Closing it closes the page.

import { Card } from "../content/card";
import { ask, type Measured } from "../shared/messages";
import { closeThis, fillTexts, find, finished } from "../shared/page";
import { text } from "../shared/texts";

const card = new Card({
  document,
  thumbnail: async (picture) => (await ask("thumbnail", { picture })).thumbnail,
  open: (to) => void ask("enter", { to }),
  stays: true,
});

await fillTexts();
document.title = text("check.title");
const address = new URLSearchParams(location.search).get("address");
show({ evidence: null, away: text("badge.waiting") }, () => {});
const found: Measured = address ? await ask("measure", { address }) : { problem: text("check.nothingThere") };
show(
  "evidence" in found
    ? { evidence: found.evidence, away: null }
    : { evidence: null, away: found.problem, heading: text("check.failed") },
  () => void closeThis(),
);
finished();

function show(
  shown: Pick<Parameters<Card["open"]>[1], "evidence" | "away" | "heading">,
  closed: () => void,
): void {
  card.open(find("place"), { ref: null, name: text("check.picture"), picture: address, ...shown }, closed);
}
