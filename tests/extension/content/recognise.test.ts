// @vitest-environment jsdom
// @vitest-environment-options { "url": "https://wharf.example/@anna/followers" }

import { readFileSync } from "node:fs";
import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.resetModules());

async function recognised(html: string): Promise<unknown> {
  document.documentElement.innerHTML = html;
  return (await import("../../../extension/content/recognise")).default;
}

test.each(["followers-newer", "followers-older", "profile-light"])(
  "Mastodon is known by its page: %s",
  async (name) => {
    const html = readFileSync(`tests/fixtures/pages/mastodon/${name}.html`, "utf8");
    const found = (await recognised(html)) as { platform: string; origin: string; pictures: string[] };
    expect(found).toMatchObject({ platform: "mastodon", origin: "https://wharf.example" });
    expect(found.pictures.length).toBeLessThanOrEqual(4);
    for (const origin of found.pictures) expect(origin).toMatch(/^https:\/\/[\w.-]+$/);
  },
);

test("the hosts of its pictures are named, and no other", async () => {
  const avatar = "accounts/avatars/109/000/111/original/0123456789abcdef.jpg";
  const html = `<body><div id="mastodon" data-props="{}"><img src="https://files.wharf.example/${avatar}">
    <img src="https://wharf.example/system/${avatar}"><img src="https://tracker.example/x.gif">
    <img src="http://plain.example/${avatar}"></div></body>`;
  expect(await recognised(html)).toEqual({
    platform: "mastodon",
    origin: "https://wharf.example",
    pictures: ["https://files.wharf.example"],
  });
});

test("any other page is nothing", async () => {
  expect(await recognised("<body><div id=mastodon></div><p>Mastodon</p></body>")).toBe(null);
});
