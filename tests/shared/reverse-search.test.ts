import { expect, test } from "vitest";
import { searchesFor } from "../../shared/reverse-search";

const PICTURE = "https://scontent.social.com/v/t1.0-1/a%20b.jpg?stp=dst&oh=1#part";

test("each service is given the picture's address and nothing else", () => {
  const given = encodeURIComponent("https://scontent.social.com/v/t1.0-1/a%20b.jpg?stp=dst&oh=1");
  expect(searchesFor(PICTURE)).toEqual([
    { name: "Google Lens", address: `https://lens.google.com/uploadbyurl?url=${given}` },
    { name: "TinEye", address: `https://tineye.com/search?url=${given}` },
    { name: "Yandex", address: `https://yandex.com/images/search?rpt=imageview&url=${given}` },
    { name: "Bing", address: `https://www.bing.com/images/search?view=detailv2&iss=sbi&q=imgurl:${given}` },
  ]);
  for (const { address } of searchesFor(PICTURE)) expect(new URL(address).protocol).toBe("https:");
});

test.each([
  null,
  undefined,
  "",
  "a.jpg",
  "http://social.com/a.jpg",
  "data:image/png;base64,AAAA",
  "blob:https://social.com/5f9c1a52",
  "file:///home/ana/a.jpg",
  "javascript:alert(1)",
  "https://127.0.0.1/a.jpg",
  "https://[::1]/a.jpg",
  "https://0x7f.1/a.jpg",
  "https://localhost/a.jpg",
  "https://intranet/a.jpg",
  "https://wiki.corp/a.jpg",
  "https://printer.local/a.jpg",
  "https://printer.local./a.jpg",
  "https://social.com:8443/a.jpg",
  "https://ana:secret@social.com/a.jpg",
  `https://social.com/${"a".repeat(5000)}.jpg`,
])("no service is told of %s", (address) => {
  expect(searchesFor(address)).toEqual([]);
});
