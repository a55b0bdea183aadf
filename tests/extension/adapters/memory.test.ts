// A page that is read again says what a first reading of it would say, though only what changed is looked at.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { adapterFor } from "../../../extension/adapters";
import { BrokenPage } from "../../../extension/adapters/adapter";
import { aroundLists } from "../../../extension/adapters/found";
import { Memory, reading } from "../../../extension/adapters/memory";
import { ofPage, WATCHED } from "../../../extension/content/changes";
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
      memory.forget(ofPage(changes.takeRecords()).map(({ target }) => target));
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

describe("a long list", () => {
  const address = new URL("https://x.com/cy/followers");
  const cell = (number: number) =>
    `<div data-testid="UserCell"><a href="/m${number}"><img src="https://pbs.twimg.com/profile_images/17/m${number}_normal.jpg"></a><a role="link" href="/m${number}"><span>Member ${number}</span></a></div>`;
  const cells = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, place) => cell(from + place)).join("");
  const handles = (document: Document, memory: Memory, isPatient = true) => {
    const adapter = adapterFor(document, address) ?? expect.fail("no adapter");
    const { lists } = reading(() => adapter.extract(document, address), memory, isPatient);
    return lists.flatMap(({ members }) => members.map((member) => member.split(":").at(-1)));
  };

  test("is read as far as its rows are near, those that came at once first", () => {
    const document = parse(`<body><div id="list">${cells(0, 60)}</div></body>`, address.href);
    const memory = new Memory();
    expect(handles(document, memory)).toHaveLength(24);
    expect(handles(document, memory)).toHaveLength(24);
    expect(memory.rows.left.size).toBe(36);
    const rows = [...document.querySelectorAll("[data-testid=UserCell]")];
    memory.rows.takeUp(rows.slice(50, 52));
    expect(handles(document, memory).slice(24)).toEqual(
      Array.from({ length: 10 }, (_, place) => `m${50 + place}`),
    );
    document.getElementById("list")?.insertAdjacentHTML("beforeend", cells(60, 100));
    expect(handles(document, memory)).toHaveLength(24 + 10 + 24);
    expect(handles(document, memory)).not.toContain("m30");
  });

  test("is read whole where nobody waits for its rows", () => {
    const document = parse(`<body><div id="list">${cells(0, 60)}</div></body>`, address.href);
    expect(handles(document, new Memory(), false)).toHaveLength(60);
  });

  test("whose rows change is not looked around again, and is where something else has changed", () => {
    const profile = '<div id="above"><h2>Cy</h2></div>';
    const document = parse(`<body>${profile}<div id="list">${cells(0, 5)}</div></body>`, address.href);
    const memory = new Memory();
    let looked = 0;
    const look = () => aroundLists("something", () => (looked += 1));
    const again = (changed: Element | null) => {
      memory.forget(changed ? [changed] : []);
      handles(document, memory);
      reading(look, memory);
      return looked;
    };
    expect(again(null)).toBe(1);
    expect(again(document.getElementById("list"))).toBe(1);
    expect(again(document.querySelector("span"))).toBe(1);
    expect(again(document.querySelector("h2"))).toBe(2);
  });
});

test("of rows without marks, what comes beside three is taken for one", () => {
  const address = new URL("https://www.facebook.com/cy.three/friends");
  const row = (number: number) =>
    `<div><a href="/friend.${number}"><svg><image href="https://scontent.xx.fbcdn.net/v/t39.30808-1/1_${number}_3_n.jpg"></image></svg></a><a href="/friend.${number}"><span>Friend ${number}</span></a></div>`;
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, place) => row(from + place)).join("");
  const document = parse(`<div role="main"><h1>Cy</h1><section>${rows(0, 30)}</section></div>`, address.href);
  const adapter = adapterFor(document, address) ?? expect.fail("no adapter");
  const memory = new Memory();
  const members = (isPatient = true) =>
    reading(() => adapter.extract(document, address), memory, isPatient).lists.flatMap(
      (list) => list.members,
    );
  expect(members()).toHaveLength(30);
  const list = document.querySelector("section") as Element;
  list.insertAdjacentHTML("beforeend", rows(30, 90));
  memory.forget([list]);
  expect(members()).toHaveLength(30 + 24);
  expect(memory.rows.left.size).toBe(36);
  memory.rows.takeUp([...memory.rows.left].slice(-1));
  expect(members().at(-1)).toBe("facebook:handle:friend.89");
  expect(members(false)).toEqual(Array.from({ length: 90 }, (_, place) => `facebook:handle:friend.${place}`));
});
