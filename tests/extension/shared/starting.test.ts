import { expect, test } from "vitest";
import { type Means, saidInLine, standing, toDo } from "../../../extension/shared/starting";

const MEANS: Means = { host: "none", hostProblem: null, start: null };

test("where it can be started by a button, nothing is to be typed, and a problem comes before what one can do", () => {
  const found = toDo("not_running", { ...MEANS, host: "there", hostProblem: "Its port is taken." });
  expect(found).toMatchObject({ byHost: true, lines: [] });
  expect(found.words).toBe("Its port is taken. What you see is kept here, and sent once it runs.");
});

test("how it stands is said by the companion itself, where it said something", () => {
  expect(standing({ state: "trouble", message: "The database is damaged." })).toBe(
    "The database is damaged.",
  );
  expect(standing({ state: "unproved" })).toMatch(/\.$/u);
});

test("where it cannot, each command stands on a line of its own", () => {
  const { lines, byHost } = toDo("not_running", MEANS);
  expect(byHost).toBe(false);
  expect(lines.filter((line) => !line.startsWith("#"))).toEqual([
    "python3 scripts/start.py",
    "eyeline start",
  ]);
  expect(toDo("not_running", { ...MEANS, start: ["cd here", "it"] }).lines).toEqual(["cd here", "it"]);
});

test.each(["not_paired", "revoked"] as const)(
  "where a code is wanted (%s), its command ends the line",
  (state) => {
    expect(saidInLine(toDo(state, MEANS))).toMatch(/in a terminal: eyeline pair$/u);
    expect(toDo(state, { ...MEANS, host: "there" })).toMatchObject({ byHost: true, lines: [] });
  },
);
