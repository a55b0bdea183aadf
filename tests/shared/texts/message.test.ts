// Messages are written as the other engine writes them: both are held to one file of cases.

import languages from "texts:languages";
import { describe, expect, test } from "vitest";
import { Catalogue } from "../../../shared/texts/catalogue";
import { formatted, parsed, type Value, type Values } from "../../../shared/texts/message";
import cases from "../../fixtures/texts/messages.json";

function value(of: string | number | { time: string }): Value {
  return typeof of === "object" ? new Date(of.time) : of;
}

describe.each(Object.keys(languages))("in %s", (language) => {
  test.each(cases.messages)("$message is said", (each) => {
    const values: Values = Object.fromEntries(
      Object.entries(each.values).map(([name, of]) => [name, value(of)]),
    );
    expect(formatted(each.message, language, values, "UTC")).toBe(each[language as "en"]);
  });
});

test.each(cases.wrong)("%s is no message", (message) => {
  expect(() => parsed(message)).toThrow();
});

test.each(Object.entries(cases.languages))("who wants “%s” is spoken to in %s", (wanted, spoken) => {
  expect(new Catalogue(languages).languageFor(wanted)).toBe(spoken);
});
