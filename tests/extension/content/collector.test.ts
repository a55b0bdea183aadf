// @vitest-environment jsdom

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Adapter, BrokenPage, type Extraction } from "../../../extension/adapters/adapter";
import { BadgeLayer } from "../../../extension/content/badge-layer";
import { Collector } from "../../../extension/content/collector";
import type { ObservedBatch } from "../../../extension/shared/messages";
import { account, badgeOf, furnish, shapeOf, View } from "./in-page";

let sent: ObservedBatch[];
let reaches: boolean;
let broken: (string | null)[];
let turned: number;
let awaited: string[];
let met: (readonly string[])[];
let visited: [string, number][];
let failure: Error | null;
/** Milliseconds that reading the page takes. */
let stall: number;
let layer: BadgeLayer;
let collector: Collector;

/** Rows are `<li><img src="/HANDLE.jpg"><a href="/HANDLE"><b>Name</b></a></li>`; a link with a title is an account without a picture. */
function extract(page: Document, address: URL): Extraction {
  if (failure) throw failure;
  vi.advanceTimersByTime(stall);
  const rows = [...page.querySelectorAll("li a[href]")];
  const handles = rows.map((link) => link.getAttribute("href")?.slice(1) ?? "");
  return {
    page: { platform: "demo", kind: "list", address: address.href },
    accounts: rows.map((link, place) => ({
      anchor: link.firstElementChild,
      sighting: {
        ...account(handles[place] ?? ""),
        ...(link.hasAttribute("title") ? { picture: null } : {}),
      },
    })),
    lists: [
      {
        kind: "friends",
        owner: null,
        displayedCount: null,
        ended: false,
        members: handles.map((handle) => `demo:handle:${handle}`),
      },
    ],
    activities: [],
  };
}

const adapter = { id: "demo", extract } as unknown as Adapter;

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "performance", "Date", "requestAnimationFrame"],
  });
  furnish();
  history.replaceState(null, "", "/first");
  document.body.innerHTML = "<ul></ul>";
  [sent, broken, reaches, turned, visited, awaited, met, failure] = [[], [], true, 0, [], [], [], null];
  stall = 0;
  layer = new BadgeLayer({ document, pressed: () => {} });
  collector = new Collector({
    document,
    adapterFor: () => adapter,
    patterns: () => undefined,
    permitted: (extraction) => extraction,
    visited: (page, accounts) => visited.push([page.address, accounts]),
    show: (accounts) => layer.show(accounts),
    met: (refs) => met.push(refs),
    cameIntoView: (ref) => awaited.push(ref),
    doubt: (isDoubtful) => layer.doubt(isDoubtful),
    pageTurned: () => {
      turned += 1;
    },
    send: async (batch) => {
      if (reaches) sent.push(batch);
      return reaches;
    },
    broken: (_, expected) => broken.push(expected),
  });
});

afterEach(() => {
  collector.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function row(handle: string): string {
  return `<li><img src="/${handle}.jpg"><a href="/${handle}"><b>${handle}</b></a></li>`;
}

function fill(...handles: string[]): void {
  (document.querySelector("ul") as Element).innerHTML = handles.map(row).join("");
}

function rows(): Element[] {
  return [...document.querySelectorAll("li")];
}

function inView(...handles: string[]): void {
  View.scrollTo(handles.flatMap((handle) => document.querySelector(`a[href="/${handle}"] b`) ?? []));
}

/** Lets mutations be heard, batches be made, and what waits be sent. */
async function settle(milliseconds = 500): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

function sentHandles(): string[] {
  return sent.flatMap(({ accounts }) => accounts.map(({ handle }) => handle ?? ""));
}

describe("what is sent", () => {
  test("is what came into view, once, however often the page changes", async () => {
    fill("ana", "bo", "carla");
    collector.start();
    inView("ana", "bo");
    await settle();
    expect(sentHandles()).toEqual(["ana", "bo"]);
    fill("ana", "bo", "carla", "dora");
    await settle();
    inView("ana", "bo", "dora");
    await settle();
    expect(sentHandles()).toEqual(["ana", "bo", "dora"]);
    expect(collector.seenCount).toBe(3);
  });

  test("comes together: fifty new rows are one batch", async () => {
    collector.start();
    const handles = Array.from({ length: 50 }, (_, place) => `a${place}`);
    fill(...handles);
    await settle();
    for (const handle of handles) inView(handle);
    await settle();
    expect(sent).toHaveLength(1);
    expect(sentHandles()).toEqual(handles);
  });

  test("waits, in order, while it does not reach the background, and keeps its key", async () => {
    reaches = false;
    fill("ana", "bo");
    collector.start();
    inView("ana");
    await settle(5000);
    inView("bo");
    await settle(5000);
    expect(sent).toEqual([]);
    reaches = true;
    await settle(5000);
    expect(sentHandles()).toEqual(["ana", "bo"]);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
    await settle(10_000);
    expect(sent).toHaveLength(2);
  });

  test("begins anew at another address, though the page did not load", async () => {
    fill("ana");
    collector.start();
    inView("ana");
    await settle();
    history.pushState(null, "", "/second");
    fill("ana", "bo");
    await settle();
    inView("ana", "bo");
    await settle();
    expect(turned).toBe(2);
    expect(sentHandles()).toEqual(["ana", "ana", "bo"]);
    const captures = sent.flatMap((batch) => batch.captures ?? []);
    expect(new Set(captures.map(({ capture }) => capture)).size).toBe(2);
    expect(sent.map(({ page }) => new URL(page.address).pathname)).toEqual(["/first", "/second"]);
  });

  test("of the page before is not lost when the address changes", async () => {
    fill("ana");
    collector.start();
    inView("ana");
    history.pushState(null, "", "/second");
    fill("bo");
    await settle();
    expect(sent.map(({ page, accounts }) => [new URL(page.address).pathname, accounts[0]?.handle])).toEqual([
      ["/first", "ana"],
    ]);
  });

  test("is nothing after a stop", async () => {
    fill("ana");
    collector.start();
    inView("ana");
    collector.stop();
    await settle();
    fill("bo");
    await settle();
    expect(sent).toEqual([]);
  });
});

test("whoever is there where a page is first read is met, in view or not: once at each address", async () => {
  collector.start();
  expect(met).toEqual([]);
  fill("ana", "bo");
  await settle();
  fill("ana", "bo", "carla");
  await settle();
  expect(met).toEqual([["demo:handle:ana", "demo:handle:bo"]]);
  history.replaceState(null, "", "/second");
  fill("dora");
  await settle();
  expect(met.slice(1)).toEqual([["demo:handle:dora"]]);
});

test("no measurement is awaited of an account whose picture has not come", async () => {
  fill("ana", "bo");
  const link = document.querySelector("a") as Element;
  link.setAttribute("title", "no picture");
  collector.start();
  inView("ana", "bo");
  await settle();
  expect(sentHandles()).toEqual(["ana", "bo"]);
  expect(awaited).toEqual(["demo:handle:bo"]);
  link.removeAttribute("title");
  link.setAttribute("href", "/ana");
  await settle();
  expect(new Set(awaited)).toEqual(new Set(["demo:handle:bo", "demo:handle:ana"]));
});

describe("recycled rows", () => {
  test("have their badge from memory before anything else runs", async () => {
    fill("ana", "bo");
    collector.start();
    layer.learn([{ ref: "demo:handle:ana", evidence: { status: "scored", level: "strong" } }]);
    expect(rows().map(shapeOf)).toEqual(["strong", null]);
    fill("bo", "ana");
    // One turn of microtasks: the browser has not painted yet.
    await Promise.resolve();
    expect(rows().map(shapeOf)).toEqual([null, "strong"]);
  });

  test("whose link is changed in place never show the badge of the one before", async () => {
    fill("ana", "bo");
    collector.start();
    layer.learn([{ ref: "demo:handle:ana", evidence: { status: "scored", level: "strong" } }]);
    document.querySelector("a")?.setAttribute("href", "/dora");
    await Promise.resolve();
    expect(badgeOf(rows()[0] as Element)).toBeNull();
    expect(badgeOf(rows()[1] as Element)).toBeNull();
  });

  test("show nothing while reading them has to wait", async () => {
    const read = vi.spyOn(adapter, "extract").mockImplementation((page, address) => {
      vi.advanceTimersByTime(100);
      return extract(page, address);
    });
    fill("ana", "bo");
    collector.start();
    layer.learn([{ ref: "demo:handle:ana", evidence: { status: "scored", level: "strong" } }]);
    const calls = read.mock.calls.length;
    document.querySelector("a")?.setAttribute("href", "/dora");
    await Promise.resolve();
    expect(read.mock.calls.length).toBe(calls);
    expect(shapeOf(rows()[0] as Element)).toBe("hidden");
    document.querySelector("a")?.setAttribute("href", "/ana");
    await settle(2000);
    expect(shapeOf(rows()[0] as Element)).toBe("strong");
    read.mockRestore();
  });

  test("of a list that is scrolled through: each account once, whatever its row", async () => {
    collector.start();
    const handles = Array.from({ length: 500 }, (_, place) => `a${place}`);
    for (let top = 0; top < 500; top += 10) {
      const shown = handles.slice(top, top + 20);
      fill(...shown);
      await settle(1000);
      inView(...shown);
    }
    await settle();
    expect(sentHandles().sort()).toEqual([...handles].sort());
    const members = sent.flatMap((batch) => (batch.captures ?? []).flatMap((capture) => capture.members));
    expect(members).toHaveLength(500);
    expect(sent.at(-1)?.captures?.at(-1)?.seen_count).toBe(500);
  });

  test("given to another account count for it only when it was seen itself", async () => {
    fill("ana");
    collector.start();
    const anchor = document.querySelector("b") as Element;
    const before = performance.now();
    await settle(10);
    document.querySelector("a")?.setAttribute("href", "/dora");
    await Promise.resolve();
    // The observer measured the element when it was still the other's.
    View.scrollTo([anchor], before);
    await settle();
    expect(sentHandles()).toEqual([]);
    View.scrollTo([anchor]);
    await settle();
    expect(sentHandles()).toEqual(["dora"]);
  });
});

test("a pass that took a minute by the clock keeps the next from nobody for long", async () => {
  collector.start();
  stall = 60_000;
  fill("ana");
  await settle();
  stall = 0;
  fill("ana", "bo");
  await settle(3100);
  inView("ana", "bo");
  await settle();
  expect(sentHandles()).toEqual(["ana", "bo"]);
});

describe("a page that is not recognised", () => {
  test("says so, until it is again, and is never an empty list", async () => {
    failure = new BrokenPage("demo", "a list of friends");
    fill("ana");
    collector.start();
    expect(collector.broken).toBe("a list of friends");
    await settle();
    expect(sent).toEqual([]);
    failure = null;
    fill("ana", "bo");
    await settle();
    expect(broken).toEqual(["a list of friends", null]);
  });

  test("because the adapter fails is one too, and the page goes on", async () => {
    failure = new TypeError("x is null");
    fill("ana");
    expect(() => collector.start()).not.toThrow();
    expect(collector.broken).toBe("TypeError: x is null");
  });
});

test("texts that tick do not make the page be read", async () => {
  const read = vi.spyOn(adapter, "extract");
  document.body.insertAdjacentHTML("beforeend", "<p>0</p>");
  collector.start();
  const before = read.mock.calls.length;
  for (let tick = 0; tick < 100; tick += 1) {
    (document.querySelector("p") as Element).textContent = String(tick);
    await settle(10);
  }
  expect(read.mock.calls.length).toBe(before);
});

describe("deleting what was collected", () => {
  test("keeps what the page has shown from being sent, and sends what is seen from then on", async () => {
    fill("ana", "bo");
    collector.start();
    inView("ana");
    await settle();
    inView("bo");
    collector.forget();
    await settle();
    expect(sentHandles()).toEqual(["ana"]);
    fill("ana", "bo", "carla");
    await settle();
    inView("carla");
    await settle();
    expect(sentHandles()).toEqual(["ana", "carla"]);
    const [capture] = sent.at(-1)?.captures ?? [];
    expect(capture?.seen_count).toBe(1);
    expect(capture?.capture).not.toBe(sent[0]?.captures?.[0]?.capture);
  });
});

describe("a page that was left", () => {
  test("says how many accounts were recognised on it, unless it was left at once", async () => {
    fill("ana", "bo", "carla");
    collector.start();
    await settle(1000);
    history.replaceState(null, "", "/second");
    fill("ana");
    await settle(10_000);
    history.replaceState(null, "", "/third");
    fill("bo", "carla");
    await settle();
    expect(visited).toEqual([[expect.stringContaining("/second"), 1]]);
  });
});
