// @vitest-environment jsdom

import { expect, test } from "vitest";
import { knowRows } from "../../../extension/adapters/left-rows";
import { elementsIn, looksInside } from "../../../extension/adapters/lists";
import { Memory, reading } from "../../../extension/adapters/memory";
import { ofPage, WATCHED } from "../../../extension/content/changes";

test.each([
  ["[data-testid=UserCell], .account", true],
  ['[class*="a > b"], ytd-channel-renderer', true],
  ['[role=listitem]:has(a[href*="/in/"] > b, [role=img])', true],
  ["article:has(a):not(:has(.status, .account))", true],
  ["[role=dialog] [data-pressable-container=true]", false],
  ["#moderator-list > *", false],
  ["a:has(img):not([data-testid=profileView] *, [data-x] *)", false],
  [".row:first-child", false],
])("%s looks inside: %s", (selector, inside) => {
  expect(looksInside(selector)).toBe(inside);
});

test("what fits in an area is found, in its order, wherever the page changes", () => {
  const row = (name: string) => `<li><p><b id="${name}"></b></p></li>`;
  document.body.innerHTML = `<h2 id="above"></h2><main><ul>${["a", "b", "c"].map(row).join("")}</ul><h2 id="below"></h2></main>`;
  const list = document.querySelector("ul") as Element;
  const memory = new Memory();
  const changes = new MutationObserver(() => {});
  changes.observe(document.documentElement, WATCHED);
  const found = () =>
    reading(() => {
      knowRows([...list.children], false);
      return elementsIn(document.body, "h2, b, li.marked").map(({ id }) => id);
    }, memory);
  const expected = () => [...document.body.querySelectorAll("h2, b, li.marked")].map(({ id }) => id);
  expect(found()).toEqual(["above", "a", "b", "c", "below"]);
  const disturbances = [
    () => list.insertAdjacentHTML("beforeend", row("d")),
    () => list.children[1]?.remove(),
    () => list.children[0]?.setAttribute("class", "marked"),
    () => list.prepend(list.children[2] as Element),
    () => list.insertAdjacentHTML("afterend", '<h2 id="between"></h2>'),
    () => list.children[1]?.querySelector("b")?.remove(),
    () =>
      list.insertAdjacentHTML(
        "beforeend",
        Array.from({ length: 30 }, (_, place) => row(`r${place}`)).join(""),
      ),
  ];
  for (const disturb of disturbances) {
    disturb();
    memory.forget(ofPage(changes.takeRecords()).map(({ target }) => target));
    expect(found()).toEqual(expected());
    expect(found()).toEqual(expected());
  }
});
