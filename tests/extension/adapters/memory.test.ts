// A page that is read again says what a first reading of it would say, though only what changed is looked at.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { adapterFor } from "../../../extension/adapters";
import { BrokenPage } from "../../../extension/adapters/adapter";
import { Memory, reading } from "../../../extension/adapters/memory";
import { changedIn, WATCHED } from "../../../extension/content/changes";
import { DISTURBANCES, SITES } from "./disturbances";
import { FIXTURES, files, parse, plain, readFixture } from "./pages";

function read(document: Document, address: URL, memory: Memory): unknown {
  const adapter = adapterFor(document, address) ?? expect.fail(`no adapter for ${address}`);
  try {
    const extraction = reading(() => adapter.extract(document, address), memory);
    return { ...(plain(extraction) as object), anchors: extraction.accounts.map(({ anchor }) => anchor) };
  } catch (error) {
    if (error instanceof BrokenPage) return error.message;
    throw error;
  }
}

function watched(document: Document): MutationObserver {
  const Observer = document.defaultView?.MutationObserver ?? expect.fail("no window");
  const changes = new Observer(() => {});
  changes.observe(document.documentElement, WATCHED);
  return changes;
}

describe.each(SITES)("%s", (site) => {
  const disturbances = Object.values(DISTURBANCES);

  test.each(files(`${FIXTURES}${site}`, ".html").map((name, number) => ({ name, number })))(
    "$name, changed in one part",
    ({ name, number }) => {
      const address = new URL(JSON.parse(readFileSync(`${FIXTURES}${site}/${name}.json`, "utf8")).address);
      const document = parse(readFixture(site, name), address.href);
      const memory = new Memory();
      const changes = watched(document);
      const first = read(document, address, memory);
      expect(read(document, address, memory)).toEqual(first);
      const [anchor] = (first as { anchors: (Element | null)[] }).anchors.flatMap((element) => element ?? []);
      const element = anchor?.closest("li, article, [role=listitem]") ?? anchor?.parentElement;
      const disturbance = disturbances[number % disturbances.length];
      if (anchor && element) disturbance?.change({ element, name: anchor }, site, address);
      const text = document.createTreeWalker(document.body, 4).nextNode();
      if (text) text.nodeValue = `${text.nodeValue} `;
      memory.forget(changedIn(changes.takeRecords()));
      expect(read(document, address, memory)).toEqual(read(document, address, new Memory()));
    },
  );
});

test("what did not change is not looked at again, and what changed is", () => {
  const cell = (handle: string) =>
    `<div data-testid="UserCell"><a href="/${handle}"><img src="https://pbs.twimg.com/profile_images/17/${handle}_normal.jpg"></a><a role="link" href="/${handle}"><span>${handle} shown</span></a></div>`;
  const document = parse(`<body>${cell("ada_one")}${cell("bo_two")}</body>`, "https://x.com/cy/followers");
  const address = new URL("https://x.com/cy/followers");
  const memory = new Memory();
  const names = () => {
    const { accounts } = read(document, address, memory) as { accounts: { display_name?: string }[] };
    return accounts.map(({ display_name }) => display_name);
  };
  expect(names()).toContain("ada_one shown");
  const [ada, bo] = document.querySelectorAll("span");
  for (const span of [ada, bo]) if (span) span.textContent = "somebody else";
  expect(names()).toContain("ada_one shown");
  memory.forget([ada as Element]);
  expect(names()).toEqual(expect.arrayContaining(["somebody else", "bo_two shown"]));
});
