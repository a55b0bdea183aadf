import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { adapters } from "../../extension/adapters";

test("the README's table of sites says what the adapters declare", () => {
  const readme = readFileSync("README.md", "utf8");
  const section = readme.split("\n## ").find((part) => part.startsWith("Sites"));
  const rows = section?.split("\n").filter((line) => /^\| (?!site )[a-z]/u.test(line));
  const declared = adapters.map(({ id, pages, optionalPages, patterns }) => {
    const asked = optionalPages ? ["any of its servers, when allowed"] : [];
    const kinds = [...new Set(patterns.lists.map((list) => list.kind))].sort();
    return `| ${id} | ${[...pages.map((page) => `\`${page}\``), ...asked].join(", ")} | ${kinds.join(", ")} |`;
  });
  expect(rows).toEqual(declared.sort());
});
