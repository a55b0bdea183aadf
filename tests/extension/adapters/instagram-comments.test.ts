// What a post's author wrote, and what others answered.

import { expect, test } from "vitest";
import { extract } from "./pages";

const POST = "https://www.instagram.com/p/DX1abc/";

const person = (handle: string) =>
  `<div><a href="/${handle}/"><img alt="" src="https://scontent-a.cdninstagram.com/v/t51.2885-19/1_${handle.length}_3_n.jpg"></a></div>`;
const named = (handle: string) => `<a href="/${handle}/"><span dir="auto">${handle}</span></a>`;
const comment = (handle: string, number: number, text: string) =>
  `<div>${person(handle)}<div><div>${named(handle)}<a href="/p/DX1abc/c/${number}/"><time datetime="2026-02-04T10:00:00Z"></time></a></div><div><span dir="auto">${text}</span></div></div></div>`;
const head = (
  handles: readonly string[],
  made = '<a href="/p/DX1abc/"><time datetime="2026-02-03T10:00:00Z"></time></a>',
) =>
  `<div>${handles.map(person).join("")}<div>${handles.map((handle) => `<div>${named(handle)}</div>`).join("")}${made}</div></div>`;

function acts(html: string) {
  const { activities } = extract(`<body><main role="main">${html}</main></body>`, POST);
  return activities.map(({ account, kind, text, time }) => [account.split(":").at(-1), kind, text, time]);
}

const POSTED = "2026-02-03T10:00:00.000Z";
const SAID = "2026-02-04T10:00:00.000Z";

test("an answer of the author's is a comment, and not what the post says", () => {
  expect(acts(head(["ada.one"]) + comment("bo.two", 1, "Bread?") + comment("ada.one", 2, "Soup."))).toEqual([
    ["ada.one", "posts", null, POSTED],
    ["bo.two", "comments", "Bread?", SAID],
    ["ada.one", "comments", "Soup.", SAID],
  ]);
});

test("a comment that names somebody has its time and its words", () => {
  const words = 'Bread, <a href="/ada.one/">@ada.one</a>?';
  expect(acts(head(["ada.one"]) + comment("bo.two", 1, words))).toContainEqual([
    "bo.two",
    "comments",
    "Bread, @ada.one?",
    SAID,
  ]);
});

test("two authors of a post share it, where nothing marks its head", () => {
  const html = `<article>${head(["ada.one", "bo.two"])}${comment("cy.three", 1, "Soup")}</article>`;
  const { accounts } = extract(`<body><main role="main">${html}</main></body>`, POST);
  expect(accounts.map(({ sighting }) => [sighting.handle, sighting.role])).toEqual([
    ["ada.one", "author"],
    ["bo.two", "author"],
    ["cy.three", "commenter"],
  ]);
  expect(acts(html)).toContainEqual(["bo.two", "posts", null, POSTED]);
});
