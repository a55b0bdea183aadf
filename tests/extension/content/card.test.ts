// @vitest-environment jsdom

import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Card } from "../../../extension/content/card";
import type { Shown } from "../../../extension/content/card-content";
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
  test("in its first line where the face sits and how rare that is, then what chance gives", () => {
    const root = open(strong);
    expect(root.querySelector("h2")?.textContent).toBe(
      "Placed like a StyleGAN face. Fewer than 1 in 4,000 ordinary photos are.",
    );
    expect(root.querySelector(".chance")?.textContent).toContain(
      "up to 45% of the accounts marked like this",
    );
    expect(root.querySelector(".chance")?.textContent).toContain("if 3 in 10,000 wear a StyleGAN face");
  });

  test("everything else folded: what it does not mean, how it was measured, what the file says", () => {
    const file: Evidence["file"] = [{ says: "other", place: "text", quote: "drawn" }];
    const root = open({ ...strong, file }, { picture: "https://cdn.social.com/a.jpg" });
    const parts = [...root.querySelectorAll("details")];
    expect(parts.map((part) => part.querySelector("summary")?.textContent)).toEqual([
      "What this does not mean",
      "How it was measured",
      "What the file says of itself",
      "Search for this picture elsewhere",
    ]);
    expect(parts.every(({ open }) => !open)).toBe(true);
    expect(parts[0]?.textContent).toContain("does not say who or what is behind the account");
    expect(parts[0]?.textContent).toContain("diffusion");
  });

  test("no rarity and no chance where the face sits as in ordinary pictures", () => {
    const root = open({ ...strong, level: "none" });
    expect(words(root)).not.toContain("1 in");
    expect(words(root).toLowerCase()).not.toContain("by chance");
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
    expect(root.querySelector("h2")?.textContent).toContain("a StyleGAN face that was cropped.");
    expect(words(root)).toContain("cropped to 80% of its side");
    expect(words(root)).toContain("several faces. The main one was measured");
  });

  const cues: Evidence["cues"] = [
    { name: "eyes_alike", value: 0.9, seen: true, machine_made: 75, ordinary: 52, size: 128 },
    { name: "few_extremes", value: 0.1, seen: false, machine_made: 71, ordinary: 50, size: 128 },
  ];

  function sides(root: ShadowRoot): Record<string, string[]> {
    const headings = [...root.querySelectorAll("section > h3")];
    const below = (heading: Element) => [...(heading.nextElementSibling?.children ?? [])];
    return Object.fromEntries(
      headings.map((each) => [each.textContent, below(each).map(({ textContent }) => textContent)]),
    );
  }

  test("what speaks for a machine-made face and what against it, by which of the two shows it more often", () => {
    expect(sides(open({ ...strong, cues }))).toEqual({
      "Speaks for a machine-made face": [
        "The two eyes look the same, as in 75 of 100 machine-made faces placed like this and 52 of 100 photos.",
      ],
      "Speaks against a machine-made face": [
        "Some pixels are pure white or pure black, as in 29 of 100 machine-made faces placed like this and 50 of 100 photos.",
      ],
    });
  });

  test("no cue that is as common in photographs as in machine-made faces, and no empty side", () => {
    const useless = cues.map((cue) => ({ ...cue, ordinary: cue.machine_made }));
    expect(sides(open({ ...strong, cues: useless }))).toEqual({});
    expect(Object.keys(sides(open({ ...strong, cues: cues.slice(1) })))).toEqual([
      "Speaks against a machine-made face",
    ]);
  });

  test("on its side what the file claims, in short, and in full where it is folded", () => {
    const file: Evidence["file"] = [
      { says: "machine_made", place: "c2pa", quote: "<b>drawn</b>" },
      { says: "machine_made", place: "xmp", quote: "again" },
      { says: "camera", place: "exif", quote: "Zeiss" },
      { says: "program", place: "exif", quote: "Paint" },
    ];
    const root = open({ ...strong, file });
    expect(sides(root)).toEqual({
      "Speaks for a machine-made face": ["Its file says that a machine made it. Anyone can write that."],
      "Speaks against a machine-made face": ["Its file names a camera. Anyone can write that."],
    });
    const full = root.querySelector("details.file")?.textContent ?? "";
    for (const said of [
      "“<b>drawn</b>” (C2PA manifest)",
      "“again”",
      "“Zeiss”",
      "“Paint”",
      "Anyone can write",
    ])
      expect(full).toContain(said);
    expect(root.querySelector("b")).toBeNull();
  });

  test("where else the picture was seen, also where it has no face, and what that does not mean", () => {
    const reuse: Reuse = { accounts: 1000, elsewhere: 1, known: ["stock", "old"] };
    const root = open({ status: "no_face" }, { reuse });
    expect(words(root)).toContain(
      "The same picture is on ≥ 1,000 other accounts. 1 of them is on another site.",
    );
    expect(words(root)).toContain("known pictures: stock and old");
    expect(words(root)).toContain("nor that they act together");
    expect(words(open({ ...strong }))).not.toContain("act together");
  });

  test("those other accounts, which open in the window", () => {
    const root = open(strong, { reuse: { accounts: 3, elsewhere: 0, known: [] } });
    const link = [...root.querySelectorAll<HTMLElement>("button.link")];
    expect(link.map(({ textContent }) => textContent)).toEqual(["The same picture is on 3 other accounts."]);
    link[0]?.click();
    expect(opened).toEqual(["#/find?ref=demo%3Ahandle%3Aana&same_picture=1"]);
  });

  test("what to type while the companion does not run", () => {
    const start = ["cd /home/ana/eyeline", "python3 scripts/start.py"];
    const root = open(strong, { away: "The companion is not running.", start });
    expect(root.querySelector("pre")?.textContent).toBe(start.join("\n"));
    expect(open(strong).querySelector("pre")).toBeNull();
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

test("a card with all that it may say has no faults that axe-core finds", async () => {
  const cues: Evidence["cues"] = [
    { name: "eyes_alike", value: 0.9, seen: true, machine_made: 75, ordinary: 52, size: 128 },
  ];
  const file: Evidence["file"] = [{ says: "camera", place: "exif", quote: "Zeiss" }];
  const root = open(
    { ...strong, cues, file },
    {
      reuse: { accounts: 3, elsewhere: 1, known: ["stock"] },
      picture: "https://cdn.social.com/a.jpg",
      away: "The companion is not running.",
      start: ["python3 scripts/start.py"],
    },
  );
  document.body.replaceChildren(root.querySelector("section") as Element);
  for (const part of document.querySelectorAll("details")) part.open = true;
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
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
      "It is one of 12 accounts that are connected with each other.",
      "Their descriptions say: free shipping.",
      "11 of 12 accounts changed their picture in the same hour as others in the group. By chance, at most 1 in 25,000 groups has as much.",
      "Even if they just like the same thing, the rest is more than chance explains.",
      "3 of 12 pictures sit where a face generator puts faces.",
      "Not known of this group: the same pictures.",
      "3 groups stand out among all accounts that you have seen; by chance alone, about 0.2 would.",
      "It is a reason to look, not a verdict.",
    ])
      expect(words).toContain(said);
  });

  test("opens in the window", () => {
    const root = open(strong, { group });
    const link = root.querySelector<HTMLElement>("button.link");
    expect(link?.textContent).toBe("It is in a group of 12 accounts that stands out.");
    link?.click();
    expect(opened).toEqual(["#/find?ref=demo%3Ahandle%3Aana&group=1"]);
    expect(root.querySelector<HTMLDetailsElement>("details.group")?.open).toBe(false);
  });
});
