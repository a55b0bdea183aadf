import { readFileSync } from "node:fs";
import { join } from "node:path";
import languages from "texts:languages";
import { JSDOM } from "jsdom";
import { describe, expect, it, vi } from "vitest";

const HTML = readFileSync(join(import.meta.dirname, "../../../companion/window/pages/setup.html"), "utf8");

async function saidIn(language: string): Promise<Document> {
  vi.stubGlobal("localStorage", { getItem: () => language });
  const { document } = new JSDOM(HTML).window;
  vi.stubGlobal("document", document);
  vi.resetModules();
  const { speakHere } = await import("../../../companion/window/pages/setup/speak");
  speakHere();
  return document;
}

const words = (page: Document) =>
  [...page.querySelectorAll("[data-text]")].map((each) => each.textContent.replace(/\s+/gu, " ").trim());

describe("the set-up page", () => {
  it("says what the first step is", async () => {
    expect(words(await saidIn("en"))).toContain(
      "Open a new tab, type chrome://extensions and press Enter (edge://extensions, brave://extensions).",
    );
  });

  it.each(Object.keys(languages).filter((tag) => tag !== "en"))(
    "says all of it in %s, with what stands inside",
    async (language) => {
      const english = words(await saidIn("en"));
      const page = await saidIn(language);
      expect(page.documentElement.lang).toBe(language);
      expect(words(page).filter((text, index) => text === "" || text === english[index])).toEqual([]);
      expect(page.querySelectorAll("*").length).toBe(
        new JSDOM(HTML).window.document.querySelectorAll("*").length,
      );
    },
  );
});
