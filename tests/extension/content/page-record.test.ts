import { describe, expect, test } from "vitest";
import type { Extraction } from "../../../extension/adapters/adapter";
import { PageRecord } from "../../../extension/content/page-record";
import type { ObservedBatch } from "../../../extension/shared/messages";
import type { AccountSighting, Page } from "../../../shared/wire/types.gen";
import { account, seen } from "./in-page";

const page: Page = { platform: "demo", kind: "list", address: "http://127.0.0.1:1/demo/@owner/friends" };
const OWNER = "demo:handle:owner";

function ref(handle: string): string {
  return `demo:handle:${handle}`;
}

function list(members: string[], changes: Partial<Extraction["lists"][number]> = {}): Extraction {
  return {
    page,
    accounts: [seen(null, "owner", "owner", "profile"), ...members.map((handle) => seen(null, handle))],
    lists: [
      {
        kind: "friends",
        owner: OWNER,
        displayedCount: null,
        ended: false,
        members: members.map(ref),
        ...changes,
      },
    ],
    activities: [],
  };
}

function batches(record: PageRecord): ObservedBatch[] {
  return [
    ...record.batches(
      () => new Date("2021-01-01T00:00:00Z"),
      () => crypto.randomUUID(),
    ),
  ];
}

function sentRefs(made: ObservedBatch[]): string[] {
  return made.flatMap(({ accounts }) => accounts.map((sighting) => sighting.ref));
}

describe("accounts", () => {
  test("count when they came into view, once", () => {
    const record = new PageRecord(page);
    record.take(list(["ana", "bo"]));
    expect(batches(record)).toEqual([]);
    record.saw(ref("ana"), "row");
    expect(sentRefs(batches(record)).sort()).toEqual([ref("ana"), OWNER].sort());
    record.take(list(["ana", "bo"]));
    record.saw(ref("ana"), "row");
    expect(batches(record)).toEqual([]);
  });

  test("are sent again with another picture, and not with another signature of the same", () => {
    const record = new PageRecord(page);
    const take = (picture: string) =>
      record.take({ page, accounts: [seen(null, "ana", picture)], lists: [], activities: [] });
    take("one");
    record.saw(ref("ana"), "row");
    expect(sentRefs(batches(record))).toEqual([ref("ana")]);
    take("one");
    expect(batches(record)).toEqual([]);
    take("two");
    const [batch] = batches(record);
    expect(batch?.accounts[0]?.picture?.picture_id).toBe("two");
  });

  test("are sent again when the page says more of them, but not without end", () => {
    const record = new PageRecord(page);
    const take = (bio: string) =>
      record.take({
        page,
        accounts: [{ anchor: null, sighting: { ...account("ana"), bio } }],
        lists: [],
        activities: [],
      });
    take("one");
    record.saw(ref("ana"), "row");
    let sent = batches(record).length;
    for (let change = 0; change < 100; change += 1) {
      take(`changed ${change}`);
      sent += batches(record).length;
    }
    expect(sent).toBeGreaterThan(1);
    expect(sent).toBeLessThan(10);
  });

  test("whose key the wire does not take are left out, and nothing that names them is sent", () => {
    const record = new PageRecord(page);
    const bad: AccountSighting = { ...account("x"), ref: "demo:handle:x\ny" };
    const extraction = list(["ana"]);
    extraction.accounts.push({ anchor: null, sighting: bad });
    extraction.lists[0]?.members.push(bad.ref);
    extraction.activities.push({ account: bad.ref, kind: "posts" });
    record.take(extraction);
    record.saw(bad.ref, "row");
    record.saw(ref("ana"), "row");
    expect(JSON.stringify(batches(record))).not.toContain("x\\ny");
  });

  test("have one handle, whatever the case in which pages spell it", () => {
    const record = new PageRecord(page);
    const take = (sighting: AccountSighting) => {
      record.take({ page, accounts: [{ anchor: null, sighting }], lists: [], activities: [] });
      record.saw(sighting.ref, "row");
      return batches(record)[0]?.accounts[0]?.handle;
    };
    expect(take({ ...account("ana"), handle: "Ana" })).toBe("ana");
    expect(take({ ...account("Exact"), handle: "Exact" })).toBe("Exact");
    expect(take({ ...account("x"), ref: "demo:id:1", account_id: "1", handle: "Bo" })).toBe("bo");
    expect(take({ ...account("x"), handle: "y" })).toBeUndefined();
  });

  test("with texts beyond all bounds are within them", () => {
    const record = new PageRecord(page);
    const sighting: AccountSighting = {
      ...account("ana"),
      display_name: `\u0000${"n".repeat(10_000)}\ud800`,
      bio: "b".repeat(100_000),
      address: `https://x.example/${"a".repeat(10_000)}`,
      picture: { address: "data:image/png;base64,AAAA" },
      counts: { followers: -1, friends: 2.5, posts: 7 },
    };
    record.take({ page, accounts: [{ anchor: null, sighting }], lists: [], activities: [] });
    record.saw(sighting.ref, "row");
    const sent = batches(record)[0]?.accounts[0];
    expect(sent?.display_name).toBe("n".repeat(500));
    expect(sent?.bio).toHaveLength(5000);
    expect(sent).toMatchObject({
      address: null,
      picture: null,
      counts: { followers: null, friends: null, posts: 7 },
    });
  });
});

describe("a capture", () => {
  test("adds up what scrolls by, under one id", () => {
    const record = new PageRecord(page);
    const made: ObservedBatch[] = [];
    for (const members of [
      ["a", "b"],
      ["b", "c"],
      ["c", "d"],
    ]) {
      record.take(list(members, { displayedCount: 4 }));
      for (const handle of members) record.saw(ref(handle), "row");
      made.push(...batches(record));
    }
    const captures = made.flatMap((batch) => batch.captures ?? []);
    expect(new Set(captures.map(({ capture }) => capture)).size).toBe(1);
    expect(captures.flatMap(({ members }) => members)).toEqual(["a", "b", "c", "d"].map(ref));
    expect(captures.map(({ seen_count }) => seen_count)).toEqual([2, 3, 4]);
    expect(captures.every(({ owner, displayed_count }) => owner === OWNER && displayed_count === 4)).toBe(
      true,
    );
  });

  test.each([
    [true, 2, true],
    [false, 2, false],
    [true, 3, false],
    [true, null, false],
  ])("that ended: %s, of %s shown and two seen, is complete: %s", (ended, displayedCount, complete) => {
    const record = new PageRecord(page);
    record.take(list(["a", "b"], { ended, displayedCount }));
    for (const handle of ["a", "b"]) record.saw(ref(handle), "row");
    expect(batches(record).at(-1)?.captures?.at(-1)?.complete).toBe(complete);
  });

  test("says so when its end comes after its last member", () => {
    const record = new PageRecord(page);
    record.take(list(["a"], { displayedCount: 1 }));
    record.saw(ref("a"), "row");
    batches(record);
    record.take(list(["a"], { displayedCount: 1, ended: true }));
    expect(batches(record)).toMatchObject([{ captures: [{ seen_count: 1, complete: true, members: [] }] }]);
    expect(batches(record)).toEqual([]);
  });

  test("holds rows that came into view, not those below, nor an author who is a member too", () => {
    const record = new PageRecord(page);
    record.take(list(["a", "b"]));
    record.saw(ref("a"), "author");
    expect(batches(record)[0]?.captures).toEqual([]);
    record.saw(ref("a"), "row");
    expect(batches(record)[0]?.captures?.[0]?.members).toEqual([ref("a")]);
  });
});

test("batches of a long list are small, stand alone, and end the capture only at its end", () => {
  const record = new PageRecord(page);
  const handles = Array.from({ length: 950 }, (_, place) => `a${place}`);
  record.take(list(handles, { ended: true, displayedCount: 950 }));
  for (const handle of handles) record.saw(ref(handle), "row");
  const made = batches(record);
  for (const { accounts, captures = [] } of made) {
    const refs = new Set(accounts.map((sighting) => sighting.ref));
    expect(accounts.length).toBe(refs.size);
    expect(refs.size).toBeLessThanOrEqual(200);
    for (const { members, owner } of captures) {
      expect([...members, ...(owner ? [owner] : [])].filter((used) => !refs.has(used))).toEqual([]);
    }
  }
  const captures = made.flatMap((batch) => batch.captures ?? []);
  expect(new Set(captures.flatMap(({ members }) => members)).size).toBe(950);
  expect(captures.filter(({ complete }) => complete)).toEqual([captures.at(-1)]);
});

test("what stands newest first says its place in this look, and what comes later comes after", () => {
  const record = new PageRecord(page);
  const made = (...objects: string[]): Extraction => ({
    page,
    accounts: [seen(null, "ana"), seen(null, "bo")],
    lists: [],
    activities: objects.flatMap((object) => [
      { account: ref("bo"), kind: "posts", object },
      { account: ref("ana"), kind: "shares", object },
    ]),
    newestFirst: { of: ref("ana") },
  });
  record.take(made("post-2", "post-1"));
  record.saw(ref("ana"), "profile");
  const first = batches(record).flatMap(({ activities }) => activities ?? []);
  record.take(made("post-3", "post-2", "post-1"));
  const later = batches(record).flatMap(({ activities }) => activities ?? []);
  record.saw(ref("bo"), "author");
  const others = batches(record).flatMap(({ activities }) => activities ?? []);
  expect(others.map(({ kind, look, place }) => [kind, look, place])).toContainEqual([
    "posts",
    undefined,
    undefined,
  ]);
  expect(first.map(({ object, place }) => [object, place])).toEqual([
    ["post-2", 0],
    ["post-1", 1],
  ]);
  expect(later.map(({ object, place }) => [object, place])).toEqual([["post-3", 2]]);
  expect(new Set([...first, ...later].map(({ look }) => look)).size).toBe(1);
  const again = new PageRecord(page);
  again.take(made("post-1"));
  again.saw(ref("ana"), "profile");
  expect(batches(again)[0]?.activities?.[0]?.look).not.toBe(first[0]?.look);
});

test("what was some time ago lies from then on as long as its unit, by when the page was read first", () => {
  const record = new PageRecord(page);
  const extraction: Extraction = {
    page,
    accounts: [seen(null, "ana")],
    lists: [],
    activities: [{ account: ref("ana"), kind: "posts", object: "post-1", ago: { count: 3, unit: "hour" } }],
  };
  const noon = Date.parse("2026-03-01T12:00:00Z");
  record.take(extraction, noon);
  record.take(extraction, noon + 60_000);
  record.saw(ref("ana"), "author");
  const sent = batches(record).flatMap(({ activities }) => activities ?? []);
  expect(sent).toEqual([
    expect.objectContaining({ object: "post-1", time: "2026-03-01T08:00:00.000Z", precision: "hour" }),
  ]);
  expect(sent[0]).not.toHaveProperty("ago");
});

test("activities go once, when their account was seen", () => {
  const record = new PageRecord(page);
  const activity = { account: ref("ana"), kind: "posts", object: "post-1", time: "not a time" } as const;
  const extraction: Extraction = { page, accounts: [seen(null, "ana")], lists: [], activities: [activity] };
  record.take(extraction);
  expect(batches(record)).toEqual([]);
  record.saw(ref("ana"), "author");
  expect(batches(record)[0]?.activities).toMatchObject([{ object: "post-1", time: null, precision: null }]);
  record.take(extraction);
  expect(batches(record)).toEqual([]);
});
