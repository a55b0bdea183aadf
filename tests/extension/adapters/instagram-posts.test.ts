// A profile's grid shows the owner's posts, each by a link alone.

import { expect, test } from "vitest";
import { extract } from "./pages";

const PICTURE = "https://scontent.cdninstagram.com/v/t51.82787-15/1_2_3_n.jpg";

const post = (path: string, label: string) => `<a href="${path}"><img src="${PICTURE}" alt="${label}"></a>`;

function posts(grid: string, address = "https://www.instagram.com/ada.one/") {
  const html = `<title>Ada One (@ada.one) • Instagram</title><main role="main"><header><h2 dir="auto">ada.one</h2></header><div role="tabpanel">${grid}</div></main>`;
  return extract(html, address).activities;
}

test("posts have their picture's words, and the time that their code counts", () => {
  const grid = post("/ada.one/p/BsOGulcndj-/", "Bread &amp; goats") + post("/ada.one/reel/AbC1/", "");
  expect(posts(grid)).toEqual([
    {
      account: "instagram:handle:ada.one",
      kind: "posts",
      object: "https://www.instagram.com/p/BsOGulcndj-",
      text: "Bread & goats",
      time: "2019-01-04T17:05:45.106Z",
      precision: "second",
    },
    {
      account: "instagram:handle:ada.one",
      kind: "posts",
      object: "https://www.instagram.com/reel/AbC1",
      text: null,
    },
  ]);
});

test("a label that says by whom the picture is has no words of the post", () => {
  expect(posts(post("/p/AbC1/", "Foto de Ada One em 3 de junho"))).toMatchObject([{ text: null }]);
});

test("others' posts are not the owner's", () => {
  expect(posts(post("/bo_two/p/AbC1/", "Soup"))).toEqual([]);
  expect(posts(post("/p/AbC1/", "Soup"), "https://www.instagram.com/ada.one/tagged/")).toEqual([]);
  expect(posts('<a href="/p/AbC1/">Soup</a>')).toEqual([]);
});

test("a code that counts a time to come says none", () => {
  expect(posts(post("/p/zzzzzzzzzzz/", "Soup"))).toEqual([
    expect.not.objectContaining({ time: expect.anything() }),
  ]);
});
