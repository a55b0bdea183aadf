import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { WIRE_VERSION } from "../../shared/wire/version";

test("the extension speaks the companion's wire", () => {
  const models = readFileSync(new URL("../../companion/core/wire/base.py", import.meta.url), "utf8");
  expect(/^WIRE_VERSION = (\d+)$/m.exec(models)?.[1]).toBe(String(WIRE_VERSION));
});
