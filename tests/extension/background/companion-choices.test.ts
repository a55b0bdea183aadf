import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CompanionClient } from "../../../extension/background/companion-client";
import { furnishChrome } from "../chrome";

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

test.each([
  ["1.2.3+@MARK@", false],
  ["1.2.3+0000abcd", true],
  ["1.2.4+@MARK@", true],
  [null, false], // nothing is built where the companion is
  [undefined, false], // an older companion does not say it
])("where the companion has %s, another build than this one: %s", async (extension, other) => {
  const { local } = furnishChrome(
    { version: 3, consentedAt: "2026-01-01T00:00:00Z", connection: { state: "connected" } },
    {},
    { runtime: { getManifest: () => ({ version: "1.2.3" }) } },
  );
  const answered = async (value: object) => ({ kind: "answer" as const, value });
  const client = {
    keep: () => answered({}),
    corrections: () => answered({ corrections: {} }),
    start: () => answered({ lines: ["eyeline start"], extension }),
  } as unknown as CompanionClient;
  const { agreeWithCompanion } = await import("../../../extension/background/companion-choices");
  await agreeWithCompanion(client);
  expect(local).toMatchObject({ start: ["eyeline start"], otherBuild: other });
});
