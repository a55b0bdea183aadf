import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { speakHere } from "../../../companion/window/pages/setup/speak";
import { t } from "../../../companion/window/pages/setup/words";

const HTML = readFileSync(join(import.meta.dirname, "../../../companion/window/pages/setup.html"), "utf8");

function pageIn(language: string): Document {
  vi.stubGlobal("localStorage", { getItem: () => language });
  const { document } = new JSDOM(HTML).window;
  vi.stubGlobal("document", document);
  return document;
}

const said = (page: Document) =>
  [...page.querySelectorAll("[data-words]")].map((each) => each.textContent.replace(/\s+/gu, " ").trim());

describe("the set-up page", () => {
  let page: Document;
  beforeEach(() => {
    page = pageIn("en");
  });

  it("has the words without JavaScript that it has with it", () => {
    const before = said(page);
    speakHere((name) => t.known(name, ""));
    expect(said(page)).toEqual(before);
  });

  it("says all of them in Spanish, with what stands inside them", () => {
    const [english, elements] = [said(page), page.querySelectorAll("*").length];
    page = pageIn("es");
    speakHere((name) => t.known(name, ""));
    expect(page.documentElement.lang).toBe("es");
    expect(said(page).filter((words, index) => words === "" || words === english[index])).toEqual([]);
    expect(page.querySelectorAll("*").length).toBe(elements);
  });
});
