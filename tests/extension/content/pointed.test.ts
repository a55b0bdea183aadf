// @vitest-environment jsdom
// @vitest-environment-options { "url": "https://page.example/here/" }

import { expect, test, vi } from "vitest";
import { addressOf, placeOf, pointedAt, watchMenu } from "../../../extension/content/pointed";

function page(html: string, selector = "#it"): Element {
  document.body.innerHTML = html;
  return document.querySelector(selector) as Element;
}

test.each([
  ['<img id="it" src="a.jpg">', "https://page.example/here/a.jpg"],
  ['<a id="it" href="#"><img src="/b.jpg"></a>', "https://page.example/b.jpg"],
  ['<svg><image id="it" xlink:href="c.jpg"></image></svg>', "https://page.example/here/c.jpg"],
  ['<div id="it" style="background-image: url(d.jpg)"></div>', "https://page.example/here/d.jpg"],
  [
    '<div style="background-image: url(e.jpg)"><p><i id="it">x</i></p></div>',
    "https://page.example/here/e.jpg",
  ],
])("the picture of %s", (html, address) => {
  expect(addressOf(page(html))).toBe(address);
});

test.each([
  // A drawn avatar in the link to its account, as on Facebook: browsers name the link alone.
  [
    '<a href="/ana"><svg><g><image xlink:href="c.jpg"></image><circle id="it"></circle></g></svg></a>',
    "https://page.example/here/c.jpg",
  ],
  [
    '<a href="/ana"><i id="it" style="background-image: url(d.jpg)"></i></a>',
    "https://page.example/here/d.jpg",
  ],
  ['<div style="background-image: url(e.jpg)"><a href="/p.jpg" id="it">picture</a></div>', "/linked"],
  ['<a href="/two"><b id="it">x</b><img src="a.jpg"><img src="b.jpg"></a>', "/linked"],
])("within a link, its own picture, else where it leads: %s", (html, address) => {
  expect(addressOf(page(html), "/linked")).toBe(address);
});

test("of several pictures none is meant, and a whole page is no picture", () => {
  expect(addressOf(page('<div id="it"><img src="a.jpg"><img src="b.jpg"></div>'))).toBe(null);
  page('<img src="a.jpg">');
  expect(addressOf(document.body)).toBe(null);
  expect(addressOf(document.documentElement)).toBe(null);
});

test("the element that the browser names counts first, then the picture at the address", () => {
  const image = page('<img id="it" src="a.jpg"><p>x</p>');
  const said = document.querySelector("p") as Element;
  vi.stubGlobal("chrome", { menus: { getTargetElement: () => said } });
  expect(pointedAt(document, null, 7)).toBe(said);
  vi.stubGlobal("chrome", {});
  expect(pointedAt(document, "https://page.example/here/a.jpg", null)).toBe(image);
  expect(pointedAt(document, "https://page.example/elsewhere.jpg", null)).toBe(document.body);
  vi.unstubAllGlobals();
});

test("where the menu was opened counts, wherever the pointer is by now, until that place is gone", () => {
  vi.stubGlobal("chrome", {});
  watchMenu(document);
  const drawn = page('<div><svg><image id="it" href="a.jpg"></image></svg></div><p>x</p>');
  drawn.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, composed: true }));
  expect(pointedAt(document, null, null)).toBe(drawn);
  expect(placeOf(drawn)).toBe(document.querySelector("div"));
  drawn.remove();
  expect(pointedAt(document, null, null)).toBe(document.body);
  vi.unstubAllGlobals();
});
