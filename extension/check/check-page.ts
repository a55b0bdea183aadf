// The result of "Check this picture" where the browser lets no script into the page itself.

import { Card } from "../content/card";
import { ask, type Measured } from "../shared/messages";
import { fillTexts } from "../shared/page";
import { text } from "../shared/texts";

await fillTexts();
const card = new Card({
  document,
  thumbnail: async (picture) => (await ask("thumbnail", { picture })).thumbnail,
  open: (path) => void ask("open", { path }),
});
const address = new URLSearchParams(location.search).get("address");
show({ evidence: null, away: text("badgeWaiting") });
const found: Measured = address ? await ask("measure", { address }) : { problem: text("checkNothingThere") };
show(
  "evidence" in found
    ? { evidence: found.evidence, away: null }
    : { evidence: null, away: found.problem, heading: text("checkFailed") },
);

function show(shown: Pick<Parameters<Card["open"]>[1], "evidence" | "away" | "heading">): void {
  card.open(document.body, { ref: null, name: text("checkedPicture"), ...shown }, () => {});
}
