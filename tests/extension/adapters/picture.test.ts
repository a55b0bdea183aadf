import { describe, expect, test } from "vitest";
import { facebook } from "../../../extension/adapters/facebook";
import { instagram } from "../../../extension/adapters/instagram";
import { readerOf } from "../../../extension/adapters/patterns";
import { firstAvatar } from "../../../extension/adapters/picture";
import { parse } from "./pages";

const HOST = "https://scontent-tst1-1.xx.fbcdn.net/v/t39.30808-1";
const FILE = "100_200_300_n.jpg";

function picture(html: string, adapter = facebook) {
  return firstAvatar(parse(html).body, readerOf(adapter.patterns));
}

describe("the largest picture on offer", () => {
  test("of a srcset with widths", () => {
    const srcset = [80, 320, 160].map((width) => `${HOST}/${FILE}?w=${width} ${width}w`).join(", ");
    const found = picture(`<img src="${HOST}/${FILE}?w=80" srcset="${srcset}">`);
    expect(found?.avatar.sighting).toEqual({
      address: `${HOST}/${FILE}?w=320`,
      picture_id: FILE,
      width: 320,
    });
  });

  test("of a srcset with densities", () => {
    const html = `<img width="40" src="${HOST}/${FILE}?1" srcset="${HOST}/${FILE}?1, ${HOST}/${FILE}?2 2x">`;
    expect(picture(html)?.avatar.sighting).toMatchObject({ address: `${HOST}/${FILE}?2`, width: 80 });
  });

  test("of a picture element's sources", () => {
    const html = `<picture><source srcset="${HOST}/${FILE}?l 200w"><img src="${HOST}/${FILE}?s" width="50"></picture>`;
    expect(picture(html)?.avatar.sighting?.address).toBe(`${HOST}/${FILE}?l`);
  });

  test.each([
    ["an SVG image", `<svg><image xlink:href="${HOST}/${FILE}"></image></svg>`],
    ["an SVG image of today", `<svg><image href="${HOST}/${FILE}"></image></svg>`],
    ["a background", `<i style="background-image: url(&quot;${HOST}/${FILE}&quot;)"></i>`],
    [
      "a picture that is yet to come",
      `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="${HOST}/${FILE}">`,
    ],
    ["a picture that is yet to come, drawn behind", `<i data-bg="${HOST}/${FILE}"></i>`],
    ["a background without quotes", `<i style="width:1px;background-image:url(${HOST}/${FILE})"></i>`],
    [
      "a picture that waits to be loaded",
      `<img src="data:image/gif;base64,R0" data-delayed-url="${HOST}/${FILE}">`,
    ],
  ])("of %s", (_what, html) => {
    expect(picture(html)?.avatar.sighting).toEqual({ address: `${HOST}/${FILE}`, picture_id: FILE });
  });
});

test("signed parts and sizes of an address change, the picture's id does not", () => {
  for (const address of [
    `${HOST}/${FILE}?oh=1`,
    `${HOST}/p74x74/${FILE}?oh=2`,
    `${HOST}/c0.0.9.9a/s40x40/${FILE}`,
  ]) {
    expect(picture(`<img src="${address}">`)?.avatar.sighting?.picture_id).toBe(FILE);
  }
});

test.each([
  ["a post's picture", `${HOST.replace(/-1$/u, "-6")}/${FILE}`],
  ["an icon", "https://static.xx.fbcdn.net/rsrc.php/v4/a.png"],
  ["a look-alike host", `https://scontent.fbcdn.net.evil.example/v/t39.30808-1/${FILE}`],
  ["another host that spells ours", `https://evil.example/scontent.xx.fbcdn.net/v/t39.30808-1/${FILE}`],
  ["a script", `javascript:"${HOST}/${FILE}"`],
  ["bytes", "data:image/png;base64,AAAA"],
  ["an endless address", `${HOST}/${FILE}?${"x".repeat(5000)}`],
])("%s is no avatar", (_what, address) => {
  expect(picture(`<img src='${address}'>`)).toBeNull();
});

test("the silhouette of who has no picture is a placeholder, not a picture", () => {
  const silhouettes = [
    picture(`<img src="https://scontent.xx.fbcdn.net/v/t1.30497-1/143086968_2856_195_n.png?stp=x">`),
    picture(
      `<img src="https://scontent.cdninstagram.com/v/t51.2885-19/44884218_345707102882519_2446069589734326272_n.jpg?a">`,
      instagram,
    ),
  ];
  for (const found of silhouettes) expect(found?.avatar).toEqual({ sighting: null, account: null });
});
