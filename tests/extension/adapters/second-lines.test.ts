// What stands below a handle is a name only where nothing else says why somebody is shown.

import { describe, expect, test } from "vitest";
import { extract } from "./pages";

const PICTURE = "https://scontent-tst1-1.cdninstagram.com/v/t51.2885-19";

/** Rows of a handle and the line below it. */
type Rows = readonly (readonly [handle: string, line: string])[];

const picture = (handle: string) =>
  `${PICTURE}/4_5_${[...handle].map((c) => c.charCodeAt(0)).join("")}_n.jpg`;

const SITES: Record<string, { address: string; page(rows: Rows): string }> = {
  instagram: {
    address: "https://www.instagram.com/explore/people/",
    page: (rows) =>
      `<main>${rows.map(([handle, line]) => `<div><div><a href="/${handle}/" role="link"><img alt="" src="${picture(handle)}"></a></div><div><div><a href="/${handle}/" role="link"><span dir="auto">${handle}</span></a></div><span dir="auto">${line}</span></div><button>+</button></div>`).join("")}</main>`,
  },
  threads: {
    address: "https://www.threads.com/@marla_quenby/followers",
    page: (rows) =>
      `<div id="barcelona-page-layout"><div role="region"></div></div><div role="dialog"><div role="tablist"><div role="tab" aria-selected="true">A</div><div role="tab">B</div></div>${rows.map(([handle, line]) => `<div data-pressable-container="true"><a href="/@${handle}" role="link"><img alt="" src="${picture(handle)}"></a><div><a href="/@${handle}" role="link"><span dir="auto" translate="no">${handle}</span></a><span dir="auto">${line}</span></div></div>`).join("")}</div>`,
  },
};

function named(site: string, rows: Rows): Record<string, string | null | undefined> {
  const { address, page } = SITES[site] ?? expect.fail();
  const { accounts } = extract(page(rows), address);
  const shown = new Map(accounts.map(({ sighting }) => [sighting.handle, sighting.display_name]));
  return Object.fromEntries(rows.map(([handle]) => [handle, shown.get(handle)]));
}

describe.each(Object.keys(SITES))("on %s", (site) => {
  test.each([
    ["English", "Follows you", "Followed by tobiasfen + 3 more", "Followed by ysolde_b + 12 more"],
    ["German", "Folgt dir", "Gefolgt von tobiasfen und 3 weiteren", "Gefolgt von ysolde_b und 12 weiteren"],
    ["Japanese", "あなたをフォロー", "tobiasfenさん、他3人がフォロー中", "ysolde_bさん、他12人がフォロー中"],
    ["Arabic", "يتابعك", "يتابعه tobiasfen و٣ آخرون", "يتابعه ysolde_b و١٢ آخرون"],
  ])("what several say is no name, in %s", (_language, line, one, other) => {
    const rows: Rows = [
      ["ada.one", line],
      ["bo_two", line],
      ["cy.three", "Sunny Days"],
      ["dee_four", one],
      ["eve_five", other],
    ];
    expect(named(site, rows)).toEqual({
      "ada.one": null,
      bo_two: null,
      "cy.three": "Sunny Days",
      dee_four: null,
      eve_five: null,
    });
  });

  const lines = ["New to Instagram", "Neu auf Threads", "Nuevo en Instagram", "Threadsは初めて"];
  test.each(lines.filter((line) => line.toLowerCase().includes(site)))(
    "what names the site is no name: %s",
    (line) => {
      const rows: Rows = [
        ["ada.one", line],
        [`${site}.fans`, line],
        ["bo_two", "Sunny Days"],
      ];
      expect(named(site, rows)).toEqual({ "ada.one": null, [`${site}.fans`]: line, bo_two: "Sunny Days" });
    },
  );

  test.each(["12.3K followers", "٣ متابعين", "1.2万人のフォロワー"])(
    "what begins with a number is a name only where the handle says it: %s",
    (line) => {
      const rows: Rows = [
        ["ada.one", line],
        ["7sundays", "7 Sundays"],
      ];
      expect(named(site, rows)).toEqual({ "ada.one": null, "7sundays": "7 Sundays" });
    },
  );

  test("people who share a name keep it, where their handles say it too", () => {
    const rows: Rows = [
      ["vera.lindt1", "Vera Lindt"],
      ["lindt_vera_22", "Vera Lindt"],
      ["bo_two", "Bo 2"],
    ];
    expect(named(site, rows)).toEqual({
      "vera.lindt1": "Vera Lindt",
      lindt_vera_22: "Vera Lindt",
      bo_two: "Bo 2",
    });
  });
});

test("a sentence that names somebody is no name", () => {
  const rows: Rows = [
    ["ada.one", "<span>Seguida por <b>tobiasfen</b></span>"],
    ["bo_two", "Sunny Days"],
  ];
  expect(named("instagram", rows)).toEqual({ "ada.one": null, bo_two: "Sunny Days" });
});
