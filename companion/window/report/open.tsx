// The report in a tab of its own, as it stands in its file; out of Eyeline's own window, which has none, in the browser.

import type { Job } from "../../../shared/wire/types.gen";
import { ask, fetched, Problem } from "../companion";
import { Button } from "../components/buttons";
import { ProblemNote } from "../components/problem";
import { inWindow } from "../outside-links";
import { below } from "../texts";
import { useTried } from "../view-data";

const t = below("report");

const LOOK_AGAIN_MS = 30;

export function Open({ job }: { job: Job }) {
  const { problem, tried } = useTried();
  const open = inWindow ? () => ask("POST", `jobs/${job.job}/browser`) : () => openPage(job);
  return (
    <>
      <Button onClick={() => void tried(open)}>{t(inWindow ? "openInBrowser" : "open")}</Button>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}

/** Its own policy and this page's allow no script in it. This page's forbids styles within it, too, so they are given. */
async function openPage(job: Job): Promise<void> {
  const source = await (await fetched(`jobs/${job.job}/file`)).text();
  const address = URL.createObjectURL(new Blob([source], { type: "text/html" }));
  const tab = window.open(address);
  if (!tab) throw new Problem("tab", t("noTab"));
  while (tab.location.href !== address || tab.document.readyState === "loading") {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    if (tab.closed) return;
  }
  const sheet = new (tab as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync([...tab.document.querySelectorAll("style")].map((each) => each.textContent).join("\n"));
  tab.document.adoptedStyleSheets = [sheet];
}
