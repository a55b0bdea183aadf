// @vitest-environment jsdom

import { expect, test } from "vitest";
import { structureOf } from "../../../extension/content/structure";

function structure(html: string): string {
  document.body.innerHTML = html;
  return structureOf(document);
}

test("says how a page is built", () => {
  const rows =
    '<li role="listitem"><a href="/ana"><img src="a.jpg" alt="Ana"></a><span dir="auto">Ana</span></li>';
  expect(structure(`<main role="main"><ul>${rows.repeat(12)}</ul><h2>Followers</h2></main>`)).toBe(
    [
      "main(main)",
      " ul",
      "  li(listitem) ×12",
      "   a [href]",
      "    img [alt src]",
      "   span [dir]",
      " h2",
    ].join("\n"),
  );
});

test("names, texts, values and addresses of a hostile page do not get in", () => {
  const secret = "anna-secretname";
  const hostile = `
    <${secret} data-${secret}="${secret}" ${secret}="1" aria-${secret}="x" role="${secret}" id="${secret}" class="${secret}">
      ${secret}<!-- ${secret} -->
      <a href="https://${secret}.example/${secret}" role="link ${secret}" title="${secret}">${secret}</a>
      <svg><${secret} xlink:href="${secret}"/><text>${secret}</text></svg>
      <div role="LIST" onclick="${secret}" data-testid="${secret}" style="background:url(${secret})" lang="${secret}"></div>
      <script>${secret}</script><style>.${secret} {}</style><template><b>${secret}</b></template>
      <input value="${secret}" name="${secret}"><textarea>${secret}</textarea>
    </${secret}>
    <secretname>x</secretname>`;
  const report = structure(hostile);
  expect(report.toLowerCase()).not.toMatch(/anna|secret|example|onclick/);
  expect(report).toContain("custom-element");
  expect(report).toContain("div(list)");
  const words = new Set(report.toLowerCase().match(/[a-z0-9:-]+/g));
  for (const word of words) expect(word.length, word).toBeLessThan(25);
});

test("stays short however large the page is", () => {
  const deep = `${"<div>".repeat(300)}x${"</div>".repeat(300)}`;
  const many = Array.from({ length: 5000 }, (_, n) => `<p ${n % 2 ? "title" : "lang"}="x"><b></b></p>`).join(
    "",
  );
  const report = structure(many + deep);
  expect(report.split("\n").length).toBeLessThanOrEqual(400);
  expect(report.length).toBeLessThanOrEqual(24_000);
});

test("our own badges are no part of the page", () => {
  expect(structure('<p>x</p><span data-eyeline="badge"></span>')).toBe("p");
});
