import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ALIKE = new Set(["figure", "soft"]);
const read = (path: string) => readFileSync(path, "utf8").replace(/\/\*.*?\*\//gs, "");
const classesIn = (text: string) => [...text.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name as string);

describe("the window's style", () => {
  it("reaches into no figure, whose parts have classes of their own", () => {
    const ofFigures = new Set(
      classesIn(read("companion/reports/figure.css")).filter((name) => !ALIKE.has(name)),
    );
    const sheets = readdirSync("companion/window", { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".css") && !/^(dist|pages)/.test(path))
      .map((path) => `companion/window/${path}`);
    expect(sheets.length).toBeGreaterThan(10);
    const reaching = sheets.flatMap((path) =>
      [...read(path).matchAll(/([^{}]+)\{/g)]
        .flatMap(([, selectors]) => (selectors as string).split(","))
        .map((selector) => selector.trim())
        .filter(
          (selector) =>
            /^\.[\w.:-]+$/.test(selector) && classesIn(selector).some((name) => ofFigures.has(name)),
        ),
    );
    expect(reaching).toEqual([]);
  });
});
