import { expect, test } from "vitest";
import { matchesPattern } from "../../../extension/background/match-pattern";

test.each([
  ["https://*.fbcdn.net/*", "https://scontent.xx.fbcdn.net/v/t1/a.jpg?x=1", true],
  ["https://*.fbcdn.net/*", "https://fbcdn.net/a.jpg", true],
  ["https://*.fbcdn.net/*", "https://evilfbcdn.net/a.jpg", false],
  ["https://*.fbcdn.net/*", "https://fbcdn.net.evil.example/a.jpg", false],
  ["https://*.fbcdn.net/*", "https://user@evil.example/.fbcdn.net/", false],
  ["https://*.fbcdn.net/*", "http://a.fbcdn.net/a.jpg", false],
  ["http://127.0.0.1/*", "http://127.0.0.1:47811/demo/a.jpg", true],
  ["http://127.0.0.1/demo/*", "http://127.0.0.1:1/demo/x", true],
  ["http://127.0.0.1/demo/*", "http://127.0.0.1:1/other/demo/x", false],
  ["*://example.org/*", "ftp://example.org/", false],
  ["*://*/*", "https://example.org/", true],
  ["https://example.org/a.b*", "https://example.org/aXb", false],
  ["https://example.org/*", "javascript:alert(1)", false],
  ["nonsense", "https://example.org/", false],
])("%s and %s: %s", (pattern, address, matches) => {
  expect(matchesPattern(pattern, address)).toBe(matches);
});
