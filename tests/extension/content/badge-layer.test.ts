// @vitest-environment jsdom

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BadgeLayer } from "../../../extension/content/badge-layer";
import type { Evidence, Reuse, StandingGroup } from "../../../shared/wire/types.gen";
import { badgeOf, furnish, seen, shapeOf, within } from "./in-page";

const strong: Evidence = {
  status: "scored",
  level: "strong",
  score: 1,
  rarity: { one_in: 4000, at_least: false },
};
const some: Evidence = {
  status: "scored",
  level: "some",
  score: 0.5,
  rarity: { one_in: 200, at_least: false },
};
const none: Evidence = { status: "scored", level: "none", score: 0 };

const group: StandingGroup = {
  size: 12,
  words: [],
  signs: [],
  granted: null,
  standing_out: 1,
  expected_false: 0.05,
};

let layer: BadgeLayer;
let pressed: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
  furnish();
  document.body.innerHTML = '<p id="one"><a>Ana</a></p><p id="two"><a>Bo</a></p>';
  pressed = [];
  layer = new BadgeLayer({ document, pressed: (ref) => pressed.push(ref) });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function row(id: string): Element {
  const found = document.getElementById(id);
  if (!found) throw new Error(id);
  return found;
}

function anchor(id: string): Element {
  return row(id).querySelector("a") as Element;
}

function show(one: string | null, two: string | null): void {
  layer.show([...(one ? [seen(anchor("one"), one)] : []), ...(two ? [seen(anchor("two"), two)] : [])]);
}

/** Some time after what was learnt before: it is shown at once. */
function learn(handle: string, evidence: Evidence, reuse: Reuse | null = null): void {
  vi.advanceTimersByTime(200);
  layer.learn([{ ref: `demo:handle:${handle}`, evidence, reuse }]);
}

function label(id: string): string {
  const host = badgeOf(row(id));
  return host ? (within(host).querySelector("button")?.getAttribute("aria-label") ?? "") : "";
}

describe("a badge", () => {
  test.each([
    ["strong", strong],
    ["some", some],
  ])("is %s", (shape, evidence) => {
    show("ana", null);
    learn("ana", evidence);
    expect(shapeOf(row("one"))).toBe(shape);
    expect(badgeOf(row("one"))?.hidden).toBe(false);
  });

  test.each([none, { status: "no_face" } as Evidence])(
    "is not there where nothing is to be said: %j",
    (evidence) => {
      show("ana", null);
      learn("ana", evidence);
      expect(badgeOf(row("one"))).toBeNull();
    },
  );

  test("takes no place once what waited turns out to be ordinary", () => {
    show("ana", null);
    layer.await("demo:handle:ana");
    vi.advanceTimersByTime(1000);
    learn("ana", none);
    expect(badgeOf(row("one"))?.hidden).toBe(true);
    learn("ana", strong);
    expect(badgeOf(row("one"))?.hidden).toBe(false);
  });

  test("is a dot for ordinary pictures by choice", () => {
    layer.setState({ connection: { state: "connected" }, ordinary: "dot" });
    show("ana", null);
    learn("ana", none);
    expect(shapeOf(row("one"))).toBe("dot");
  });

  test("is as it was where the same is learnt once more", () => {
    show("ana", "bo");
    learn("ana", strong);
    const ref = "demo:handle:ana";
    const before = layer.finding(ref);
    learn("ana", { ...strong });
    layer.learnAnew([ref], [{ ref, evidence: { ...strong } }]);
    expect(layer.finding(ref)).toBe(before);
    layer.learnAnew([ref], []);
    expect(layer.finding(ref)).toBeNull();
  });

  test("waits without haste: measured quickly, it never shows that it waited", () => {
    show("ana", null);
    layer.await("demo:handle:ana");
    expect(badgeOf(row("one"))).toBeNull();
    vi.advanceTimersByTime(1500);
    expect(shapeOf(row("one"))).toBe("waiting");
    learn("ana", strong);
    expect(shapeOf(row("one"))).toBe("strong");
  });

  test("says in words what it shows, how rare it is, and when the companion is away", () => {
    show("ana", "bo");
    learn("ana", strong);
    expect(label("one")).toContain("Fewer than 1 in 4,000");
    layer.await("demo:handle:bo");
    layer.setState({ connection: { state: "not_running" }, ordinary: "nothing" });
    vi.advanceTimersByTime(1500);
    expect(shapeOf(row("one"))).toBe("strong");
    expect(label("one")).toContain("The companion is not running.");
    expect(shapeOf(row("two"))).toBe("asleep");
    expect(label("two")).toBe("Eyeline: The companion is not running.");
  });

  test.each([
    ["on the same site", { accounts: 3, elsewhere: 1, known: [] }, true],
    ["in a set of known pictures", { accounts: 0, elsewhere: 0, known: ["stock"] }, true],
    ["on other sites alone", { accounts: 2, elsewhere: 2, known: [] }, false],
  ])("has a second sign where its picture was seen %s: %j", (_, reuse, isSign) => {
    show("ana", "bo");
    learn("ana", strong, reuse);
    learn("bo", none, reuse);
    const signs = (id: string) => {
      const host = badgeOf(row(id));
      return host && within(host).querySelectorAll("svg").length;
    };
    expect([signs("one"), signs("two")]).toEqual(isSign ? [2, 1] : [1, null]);
    expect(label("one").includes("picture is on") || label("one").includes("stock")).toBe(isSign);
  });

  test("tells the page nothing: its host is the same whatever it says", () => {
    show("ana", "bo");
    learn("ana", strong);
    learn("bo", some);
    const [one, two] = [badgeOf(row("one")), badgeOf(row("two"))];
    expect(one?.outerHTML).toBe(two?.outerHTML);
    expect(one?.shadowRoot).toBeNull();
  });
});

describe("rows", () => {
  test("that are drawn anew have their badge again at once", () => {
    show("ana", null);
    learn("ana", strong);
    row("one").innerHTML = "<a>Ana</a>";
    show("ana", null);
    expect(shapeOf(row("one"))).toBe("strong");
    expect(document.querySelectorAll("[data-eyeline]")).toHaveLength(1);
  });

  test("that are given to another account never keep the badge of the one before", () => {
    show("ana", "bo");
    learn("ana", strong);
    show("carla", "ana");
    expect(shapeOf(row("one"))).toBe("hidden");
    expect(shapeOf(row("two"))).toBe("strong");
    learn("carla", some);
    expect(shapeOf(row("one"))).toBe("some");
  });

  test("that may be another account's show nothing before they are read anew, whatever is learnt meanwhile", () => {
    show("ana", "bo");
    learn("ana", strong);
    learn("bo", strong);
    layer.doubt((place) => place === anchor("one"));
    expect(shapeOf(row("one"))).toBe("hidden");
    learn("ana", some);
    expect([shapeOf(row("one")), shapeOf(row("two"))]).toEqual(["hidden", "strong"]);
    show("bo", "ana");
    expect([shapeOf(row("one")), shapeOf(row("two"))]).toEqual(["strong", "some"]);
  });

  test("that are used again and again do not lose an account's badge", () => {
    show("ana", "bo");
    learn("ana", strong);
    for (let turn = 0; turn < 20; turn += 1) {
      badgeOf(row("one"))?.remove();
      show(turn % 2 === 0 ? "bo" : "ana", null);
    }
    expect(shapeOf(row("one"))).toBe("strong");
  });

  test("without an account any more have no badge", () => {
    show("ana", null);
    learn("ana", strong);
    show(null, null);
    expect(document.querySelector("[data-eyeline]")).toBeNull();
  });

  test("of one account in two places have a badge each", () => {
    show("ana", "ana");
    learn("ana", strong);
    expect([shapeOf(row("one")), shapeOf(row("two"))]).toEqual(["strong", "strong"]);
  });
});

describe("a page that takes badges away", () => {
  test("now and then gets them back", () => {
    show("ana", null);
    learn("ana", strong);
    for (let time = 0; time < 20; time += 1) {
      badgeOf(row("one"))?.remove();
      vi.advanceTimersByTime(2000);
      show("ana", null);
      expect(badgeOf(row("one"))).not.toBeNull();
    }
  });

  test("again and again is left alone for that account", () => {
    show("ana", "bo");
    learn("ana", strong);
    learn("bo", strong);
    for (let time = 0; time < 20; time += 1) {
      badgeOf(row("one"))?.remove();
      show("ana", "bo");
    }
    expect(badgeOf(row("one"))).toBeNull();
    expect(badgeOf(row("two"))).not.toBeNull();
  });
});

test("a press is the person's, not the page's", () => {
  show("ana", null);
  learn("ana", strong);
  const host = badgeOf(row("one"));
  const heard = vi.fn();
  row("one").addEventListener("click", heard);
  if (host) within(host).querySelector("button")?.click();
  expect(pressed).toEqual([]);
  expect(heard).not.toHaveBeenCalled();
});

test("counts are of the accounts that were seen here", () => {
  show("ana", "bo");
  for (const handle of ["ana", "bo", "carla"]) layer.await(`demo:handle:${handle}`);
  learn("ana", strong);
  learn("bo", { status: "waiting" });
  learn("dora", strong);
  expect(layer.counts()).toEqual({ measured: 1, strong: 1, some: 0, waiting: 2 });
  expect(layer.waiting).toEqual(["demo:handle:bo", "demo:handle:carla"]);
  layer.turnPage();
  expect(layer.counts()).toEqual({ measured: 0, strong: 0, some: 0, waiting: 0 });
});

describe("a group that stands out", () => {
  const ref = "demo:handle:ana";
  const signs = () => within(badgeOf(row("one")) as Element).querySelectorAll("svg").length;

  test("has a sign of its own beside the picture's, and comes without a picture, too", () => {
    show("ana", "bo");
    layer.learn([
      { ref, evidence: strong, group },
      { ref: "demo:handle:bo", evidence: null, group },
    ]);
    expect(signs()).toBe(2);
    expect(label("one")).toContain("It is in a group of 12 accounts that stands out.");
    expect(shapeOf(row("two"))).toBe("hidden");
    expect(badgeOf(row("two"))?.hidden).toBe(false);
    expect(label("two")).toBe("Eyeline: It is in a group of 12 accounts that stands out.");
  });

  test("stays while only the picture is told of, and goes when it is asked for and is no more", () => {
    show("ana", "bo");
    layer.learn([
      { ref, evidence: none, group },
      { ref: "demo:handle:bo", evidence: null, group },
    ]);
    learn("ana", strong);
    expect(signs()).toBe(2);
    vi.advanceTimersByTime(200);
    layer.learnAnew([ref, "demo:handle:bo"], [{ ref, evidence: strong, group: null }]);
    expect(signs()).toBe(1);
    expect(badgeOf(row("two"))?.hidden).toBe(true);
  });
});
