import { afterEach, expect, test } from "vitest";
import { moment, speak, spoken, text, written } from "../../../extension/shared/texts";

afterEach(() => speak("en"));

test("numbers are written, and counts choose their form, in each language", () => {
  expect(text("popup.outbox.pictures", { count: 1 })).toBe("1 picture waits to be sent");
  expect(text("popup.outbox.pictures", { count: 12_345 })).toBe("12,345 pictures wait to be sent");
  expect(text("popup.brokenHere", { expected: "a {count}" })).toContain("a {count}");
  speak("es");
  expect(spoken()).toBe("es");
  expect(text("popup.outbox.pictures", { count: 1 })).toBe("1 foto espera su envío");
  expect(text("popup.outbox.pictures", { count: 12_345 })).toBe("12.345 fotos esperan su envío");
  expect(written(0.5, { style: "percent" })).toMatch(/^50\s%$/);
  speak("pt-BR");
  expect(text("popup.outbox.pictures", { count: 1 })).toBe("1 foto espera o envio");
  expect(text("popup.outbox.pictures", { count: 12_345 })).toBe("12.345 fotos esperam o envio");
});

test("a language that nobody wrote texts in falls back to the source", () => {
  speak("qaa");
  expect(spoken()).toBe("en");
});

test("a moment is its time alone where it is today's", () => {
  const now = new Date(2026, 2, 1, 15, 30);
  expect(moment(new Date(2026, 2, 1, 9, 5), now)).toMatch(/^09:05/);
  expect(moment(new Date(2026, 1, 1, 9, 5), now)).toMatch(/2026.*09:05/);
});
