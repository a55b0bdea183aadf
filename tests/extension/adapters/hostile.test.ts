import { describe, expect, test } from "vitest";
import { extract } from "./pages";

const FRIENDS = "https://www.facebook.com/marla.quenby.7/friends";

function row(handle: string, name: string, host = "https://www.facebook.com"): string {
  const picture = "https://scontent.xx.fbcdn.net/v/t39.30808-1/1_2_3_n.jpg";
  return `<div><a href="${host}/${handle}"><svg><image xlink:href="${picture}"></image></svg></a><a href="${host}/${handle}"><span>${name}</span></a></div>`;
}

function friends(rows: string, around = ""): ReturnType<typeof extract> {
  return extract(
    `<body>${around}<div role="main">${rows}${row("steady.one", "Steady One")}</div></body>`,
    FRIENDS,
  );
}

function members(rows: string, around = ""): string[] {
  return friends(rows, around).lists[0]?.members ?? [];
}

describe("a hostile page", () => {
  test("names are data, whatever they spell", () => {
    const script = "&lt;script&gt;alert(1)&lt;/script&gt;";
    const { accounts } = friends(
      row("a.one", script) + row("b.two", "\u202eoN\u200b") + row("c.three", "x".repeat(10_000)),
    );
    const names = accounts.map(({ sighting }) => sighting.display_name ?? null);
    expect(names.slice(0, 3)).toEqual(["<script>alert(1)</script>", "oN", "x".repeat(500)]);
  });

  test("look-alike hosts and other schemes give nobody", () => {
    const rows = [
      "https://www.facebook.com.evil.example",
      "https://faceb00k.com",
      "javascript:",
      "data:text/html,",
    ];
    expect(members(rows.map((host) => row("forged.one", "Forged", host)).join(""))).toEqual([
      "facebook:handle:steady.one",
    ]);
  });

  test("rows outside of the list give no members", () => {
    const forged = row("forged.one", "Forged");
    const around = `<div role="complementary">${forged}</div><div role="dialog">${forged}</div><div role="navigation">${forged}</div>`;
    expect(members("", around)).toEqual(["facebook:handle:steady.one"]);
  });

  test("no address, id or text is longer than the wire takes", () => {
    const { accounts, page } = extract(
      `<title>${"t".repeat(9000)}</title><div role=main>${row(`a${".b".repeat(3000)}`, "A")}${row("ok.one", "B")}</div>`,
      `${FRIENDS}?${"q".repeat(9000)}`,
    );
    expect(page.title).toHaveLength(500);
    expect(page.address.length).toBeLessThanOrEqual(4096);
    expect(accounts.map(({ sighting }) => sighting.handle)).toContain("ok.one");
    for (const { sighting } of accounts) expect(sighting.ref.length).toBeLessThanOrEqual(300);
  });

  test("a page of 100,000 nodes gives each of its accounts once", () => {
    const filler = `<div>${"<span><b>x</b></span>".repeat(40)}</div>`;
    const rows = Array.from({ length: 1200 }, (_, i) => row(`person.${i}`, `Person ${i}`) + filler).join("");
    const found = members(rows);
    expect(found).toHaveLength(1201);
    expect(new Set(found).size).toBe(1201);
  }, 60_000);

  test("a link within a link within a deep page is read once", () => {
    const deep = `${"<div>".repeat(400)}${row("deep.one", "Deep One")}${"</div>".repeat(400)}`;
    expect(members(deep)).toEqual(["facebook:handle:deep.one", "facebook:handle:steady.one"]);
  });
});
