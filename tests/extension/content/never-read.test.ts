import { expect, test } from "vitest";
import { neverList } from "../../../extension/content/never-read";

const ana = { platform: "x", handle: "Ana", account_id: "42", address: "https://x.com/Ana" };

test.each(["@ana", "ana", "42", "x:ana", "x:42", "https://x.com/ana", "https://www.x.com/Ana/", "x.com/ana"])(
  "%s names the account",
  (line) => {
    expect(neverList([line]).account(ana)).toBe(true);
  },
);

test.each([
  "@anabel",
  "an",
  "facebook:ana",
  "https://facebook.com/ana",
  "https://x.com/bo",
  "",
  "  ",
  "x.com",
])("%j does not", (line) => {
  expect(neverList([line]).account(ana)).toBe(false);
});

test("an address with a number in its query is one account", () => {
  const never = neverList(["https://www.facebook.com/profile.php?id=7"]);
  const by = (id: string) => ({
    platform: "facebook",
    handle: null,
    account_id: id,
    address: `https://www.facebook.com/profile.php?id=${id}`,
  });
  expect(never.account(by("7"))).toBe(true);
  expect(never.account(by("77"))).toBe(false);
  expect(never.page(new URL("https://www.facebook.com/profile.php?id=7&sk=friends"))).toBe(true);
  expect(never.page(new URL("https://www.facebook.com/profile.php?id=8"))).toBe(false);
});

test("a name with a dot is a name, and a whole site", () => {
  const never = neverList(["@ana.b", "bo.c", "x.com"]);
  const named = (handle: string) => ({
    platform: "x",
    handle,
    account_id: null,
    address: `https://x.com/${handle}`,
  });
  expect(["ana.b", "bo.c", "carla"].map((handle) => never.account(named(handle)))).toEqual([
    true,
    true,
    false,
  ]);
  expect(never.page(new URL("https://www.x.com/carla/followers"))).toBe(true);
  expect(never.page(new URL("https://facebook.com/x.com"))).toBe(false);
});

test("a page is never read, nor what lies below it", () => {
  const never = neverList(["https://x.com/ana", "example.org/private/"]);
  for (const address of [
    "https://x.com/ana",
    "https://x.com/Ana/followers?x=1",
    "https://example.org/private/1",
  ])
    expect(never.page(new URL(address)), address).toBe(true);
  for (const address of ["https://x.com/anabel", "https://x.com/", "https://example.org/privately"])
    expect(never.page(new URL(address)), address).toBe(false);
});
