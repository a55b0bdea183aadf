// @vitest-environment jsdom

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Card, ordinaryShare, type Shown } from "../../../extension/content/card";
import { speak } from "../../../extension/shared/texts";
import type { Evidence, GroupSign, Reuse, StandingGroup } from "../../../shared/wire/types.gen";
import { furnish, within } from "./in-page";

const point = { x: 0.4, y: 0.5 };
const eyes = { left: point, right: { x: 0.6, y: 0.5 } };
const strong: Evidence = {
  picture: 7,
  status: "scored",
  level: "strong",
  score: 5.3,
  rarity: { one_in: 4000, at_least: false },
  alignment: {
    shift_x: 0.01,
    shift_y: -0.02,
    log_scale: 0,
    roll: 1,
    eye_distance: 0.006,
    eyes,
    template: eyes,
  },
};

let card: Card;
let anchor: HTMLElement;
let opened: string[];
let closed: number;

beforeEach(() => {
  furnish();
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  document.body.innerHTML = "<main><button>badge</button></main>";
  anchor = document.querySelector("button") as HTMLElement;
  opened = [];
  closed = 0;
  card = new Card({ document, thumbnail: async () => null, open: (path) => opened.push(path) });
});

afterEach(() => {
  card.close();
  vi.unstubAllGlobals();
});

function open(evidence: Evidence | null, changes: Partial<Shown> = {}): ShadowRoot {
  card.open(anchor, { ref: "demo:handle:ana", name: "Ana", evidence, away: null, ...changes }, () => {
    closed += 1;
    anchor.focus();
  });
  return within(document.querySelector("[data-eyeline=card]") as Element);
}

function words(root: ShadowRoot): string {
  return root.querySelector("section")?.textContent ?? "";
}

describe("a card says", () => {
  test("what was measured, how rare it is, and what it does not mean", () => {
    const root = open(strong);
    expect(root.querySelector("h2")?.textContent).toBe("The face sits where a face generator puts it");
    expect(words(root)).toContain("At most about 1 in 4,000 ordinary profile pictures");
    expect(words(root)).toContain("does not say who or what is behind the account");
    expect(words(root)).toContain("up to 45% of the accounts marked at this rarity are ordinary ones");
    expect(words(root)).toContain("diffusion");
    expect(root.querySelector("details")?.open).toBe(false);
  });

  test("no rarity and no chance where the face sits as in ordinary pictures", () => {
    const root = open({ ...strong, level: "none" });
    expect(words(root)).not.toContain("1 in");
    expect(words(root)).not.toContain("by chance");
  });

  test.each([
    [{ status: "no_face", message: "No face was found." }, "No face was found."],
    [{ status: "several_faces" }, "This picture shows several faces."],
    [{ status: "waiting" }, "Not measured yet"],
    [null, "Not measured yet"],
  ] as [Evidence | null, string][])("no number where there is none: %j", (evidence, heading) => {
    const root = open(evidence);
    expect(root.querySelector("h2")?.textContent).toBe(heading);
    expect(root.querySelector("details, figure")).toBeNull();
    expect(words(root)).not.toMatch(/\d/);
  });

  test("why there is no number in the person's language: the companion says it in English alone", () => {
    speak("es");
    const root = open({ status: "no_face", message: "No face was found." });
    speak("en");
    expect(root.querySelector("h2")?.textContent).toBe("No se encontró ninguna cara en esta foto.");
  });

  test("that it reads as cropped, and which of several faces was measured", () => {
    const root = open({ ...strong, cropped: 0.8, faces: 2 });
    expect(root.querySelector(".rare")?.textContent).toContain("cropped to 80% of its side");
    expect(root.querySelector(".rare")?.textContent).toContain("several faces; the main one was measured");
  });

  test("what else is known of the picture, each with what it is worth", () => {
    const cues: Evidence["cues"] = [
      { name: "eyes_alike", value: 0.9, seen: true, machine_made: 75, ordinary: 52, size: 128 },
      { name: "few_extremes", value: 0.1, seen: false, machine_made: 71, ordinary: 50, size: 128 },
    ];
    const file: Evidence["file"] = [{ says: "other", place: "text", quote: "<b>drawn</b>" }];
    const root = open({ ...strong, cues, file });
    expect(words(root)).toContain("The two eyes look the same. So it is in 75 of 100 machine-made faces");
    expect(words(root)).toContain(
      "Some pixels are burnt out or black. So it is in 29 of 100 machine-made faces",
    );
    expect(words(root)).toContain("“<b>drawn</b>” (text in the file)");
    expect(words(root)).toContain("Anyone can write that");
    expect(root.querySelector("b")).toBeNull();
  });

  test("where else the picture was seen, also where it has no face, and what that does not mean", () => {
    const reuse: Reuse = { accounts: 1000, elsewhere: 1, known: ["stock", "old"] };
    const root = open({ status: "no_face" }, { reuse });
    expect(words(root)).toContain("seen on 999 other accounts of this site");
    expect(words(root)).toContain("also seen on 1 account of another site");
    expect(words(root)).toContain("known pictures: stock and old");
    expect(words(root)).toContain("nor that they act together");
    expect(words(open({ ...strong }))).not.toContain("act together");
  });

  test("names as they are, and never as markup", () => {
    const name = '<img src=x onerror="alert(1)">';
    const root = open(strong, { name });
    expect(root.querySelector(".name")?.textContent).toBe(name);
    const named = root.querySelector("[role=dialog]")?.getAttribute("aria-labelledby")?.split(" ") ?? [];
    const heading = root.querySelector("h2")?.textContent;
    expect(named.map((id) => root.getElementById(id)?.textContent)).toEqual([name, heading]);
    expect(root.querySelector("img")).toBeNull();
  });
});

test("most marked accounts are ordinary where the position is not rare", () => {
  expect(ordinaryShare(100)).toBe("97%");
  expect(ordinaryShare(100_000)).toBe("3.2%");
});

describe("a card", () => {
  test("takes the focus and gives it back at Esc, which the page's dialog does not hear", () => {
    anchor.focus();
    const root = open(strong);
    expect(root.activeElement?.getAttribute("role")).toBe("dialog");
    const heard = vi.fn();
    document.addEventListener("keydown", heard);
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    document.removeEventListener("keydown", heard);
    expect(card.isOpen).toBe(false);
    expect(closed).toBe(1);
    expect(document.activeElement).toBe(anchor);
    expect(heard).not.toHaveBeenCalled();
  });

  test("keeps Tab within itself, both ways", () => {
    const root = open(strong);
    const section = root.querySelector("section") as HTMLElement;
    const tab = (shiftKey: boolean) =>
      section.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Tab", shiftKey, bubbles: true, cancelable: true }),
      );
    const stops = [...section.querySelectorAll("button, summary")];
    for (const stop of [...stops, stops[0]]) {
      tab(false);
      expect(root.activeElement).toBe(stop);
    }
    tab(true);
    expect(root.activeElement).toBe(stops.at(-1));
  });

  test("closes at a press elsewhere, not at one within", () => {
    open(strong);
    const host = document.querySelector("[data-eyeline=card]") as Element;
    host.dispatchEvent(new Event("pointerdown", { bubbles: true, composed: true }));
    expect(card.isOpen).toBe(true);
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true, composed: true }));
    expect(card.isOpen).toBe(false);
    expect(document.querySelector("[data-eyeline=card]")).toBeNull();
  });

  test("on a page of its own stands in its place, and only its button closes it", () => {
    card = new Card({ document, thumbnail: async () => null, open: () => {}, stays: true });
    anchor = document.querySelector("main") as HTMLElement;
    const root = open(strong);
    expect(document.querySelector("main > [data-eyeline=card]")?.hasAttribute("popover")).toBe(false);
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true, composed: true }));
    expect(card.isOpen).toBe(true);
    root.querySelector<HTMLElement>(".close")?.click();
    expect(closed).toBe(1);
  });

  test("is one at a time", () => {
    open(strong);
    open(strong);
    expect(document.querySelectorAll("[data-eyeline=card]")).toHaveLength(1);
    expect(closed).toBe(1);
  });

  test("stands within the page's dialog when its badge does", () => {
    document.body.innerHTML = '<div role="dialog"><button>badge</button></div>';
    anchor = document.querySelector("button") as HTMLElement;
    open(strong);
    expect(document.querySelector("[role=dialog] > [data-eyeline=card]")).not.toBeNull();
  });

  test("opens the account in the companion", () => {
    const root = open(strong);
    expect(root.querySelector(".elsewhere")).toBeNull();
    root.querySelector<HTMLElement>(".open")?.click();
    expect(opened).toEqual(["#/find?ref=demo%3Ahandle%3Aana"]);
  });
});

test("the picture can be searched for elsewhere, by links that tell no page anything else", () => {
  const root = open(strong, { picture: "https://cdn.social.com/a.jpg?sig=1&w=2" });
  const links = [...root.querySelectorAll<HTMLAnchorElement>(".elsewhere a")];
  expect(links.map(({ textContent }) => textContent)).toEqual(["Google Lens", "TinEye", "Yandex", "Bing"]);
  for (const link of links) {
    expect(link).toMatchObject({ target: "_blank", rel: "noopener noreferrer" });
    expect(link.getAttribute("referrerpolicy")).toBe("no-referrer");
    expect(link.href).toContain(encodeURIComponent("https://cdn.social.com/a.jpg?sig=1&w=2"));
  }
  expect(root.querySelector<HTMLDetailsElement>(".elsewhere")?.open).toBe(false);
  expect(root.querySelector(".elsewhere p")?.textContent).toContain("address is sent");
});

test("a picture that is no account's leads to no account", () => {
  expect(open(strong, { ref: null }).querySelector(".open")).toBeNull();
});

describe("the group of an account", () => {
  const sign = (kind: GroupSign["kind"], changes: Partial<GroupSign>): GroupSign => ({
    kind,
    members: 0,
    of: 12,
    times: 0,
    expected: null,
    p_value: null,
    carries: false,
    ...changes,
  });
  const group: StandingGroup = {
    size: 12,
    words: ["free shipping"],
    signs: [
      sign("aligned", { members: 3 }),
      sign("avatars_changed", { members: 11, times: 2, p_value: 0.00004, carries: true }),
      sign("reused", { of: 0 }),
    ],
    granted: "fans",
    standing_out: 3,
    expected_false: 0.15,
  };

  test("is told with its evidence in numbers, what chance gives, and what it does not mean", () => {
    const root = open(null, { group });
    const words = root.textContent ?? "";
    expect(root.querySelector("h2")?.textContent).toBe("No picture of it is known");
    for (const said of [
      "It is one of 12 accounts that hang together.",
      "Their descriptions say: free shipping.",
      "11 of 12 accounts changed their picture in the same hour as others of them. Chance brings as much to at most 1 in 25,000 groups.",
      "Even if they like the same thing, what remains is rarer than chance allows.",
      "3 of 12 pictures sit where a face generator puts faces.",
      "Not known of it: the same pictures.",
      "3 groups stand out among all accounts that you have seen. Of such groups, about 0.2 would stand out by chance alone.",
      "It is a reason to look, not a verdict.",
    ])
      expect(words).toContain(said);
  });

  test("opens in the window", () => {
    const root = open(strong, { group });
    const buttons = [...root.querySelectorAll<HTMLButtonElement>("footer button")];
    for (const button of buttons) button.click();
    expect(opened).toEqual(["#/find?ref=demo%3Ahandle%3Aana", "#/find?ref=demo%3Ahandle%3Aana&group=1"]);
    expect(open(strong).querySelectorAll("footer button").length).toBe(1);
  });
});
