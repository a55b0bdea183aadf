// @vitest-environment jsdom

import { expect, test } from "vitest";
import { isPlaced, placeAll } from "../../../extension/content/badge-placement";

function placed(html: string): { host: Element; anchor: Element } {
  document.body.innerHTML = html;
  const anchor = document.querySelector("[id=anchor]") as Element;
  const host = document.createElement("i");
  placeAll([{ host, anchor }]);
  return { host, anchor };
}

test("beside a name in a line of text, right after it", () => {
  const { host, anchor } = placed('<p><a id="anchor">Ana</a> says</p>');
  expect(host.previousSibling).toBe(anchor);
});

test.each([
  [
    "a column",
    '<div style="display: flex; flex-direction: column"><a id="anchor"><b>Ana</b></a><a>@ana</a></div>',
  ],
  ["a grid", '<div style="display: grid"><a id="anchor"><b>Ana</b></a></div>'],
  ["a block", '<div><a id="anchor" style="display: block"><b>Ana</b></a></div>'],
])("in %s, in the line of the name and not as a row of its own", (_, html) => {
  const { host } = placed(html);
  expect(host.parentElement?.outerHTML).toBe("<b>Ana<i></i></b>");
});

test("after the last of its texts, whatever holds it", () => {
  const { host } = placed(
    '<div id="anchor"><span>Ana</span><svg></svg><span><b>María</b></span> <img></div>',
  );
  expect(host.previousSibling?.textContent).toBe("María");
});

test("where it stands is known, and that it was taken away", () => {
  for (const html of [
    '<p><a id="anchor">Ana</a></p>',
    '<div><a id="anchor" style="display: block">Ana</a></div>',
  ]) {
    const { host, anchor } = placed(html);
    expect(isPlaced(host, anchor)).toBe(true);
    host.remove();
    expect(isPlaced(host, anchor)).toBe(false);
    document.body.append(host);
    expect(isPlaced(host, anchor)).toBe(false);
  }
});
