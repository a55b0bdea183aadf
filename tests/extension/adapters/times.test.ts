import { expect, test } from "vitest";
import { momentOf, momentOfId, momentOfMonth, momentOfTid } from "../../../extension/adapters/times";

test.each<[string | null, string | null, string | null]>([
  ["2026-02-03T10:11:12.000Z", "2026-02-03T10:11:12.000Z", "second"],
  ["2026-02-03T10:11:12+02:00", "2026-02-03T08:11:12.000Z", "second"],
  ["2026-01-01T08:09:10.123456+0000", "2026-01-01T08:09:10.123Z", "second"],
  ["2026-02-03T10:11Z", "2026-02-03T10:11:00.000Z", "minute"],
  ["2026-02-03", "2026-02-03T00:00:00.000Z", "day"],
  ["2026-02-03T10:11:12", null, null],
  ["2026-13-01T00:00:00Z", null, null],
  ["1970-01-01T00:00:00Z", null, null],
  ["3 days ago", null, null],
  ["", null, null],
  [null, null, null],
])("%s", (text, time, precision) => {
  expect(momentOf(text)).toEqual(time && { time, precision });
});

test.each<[string, string, string | null, string | null]>([
  ["Joined March 2012", "en", "2012-03-01T00:00:00.000Z", "month"],
  ["Se unió en mayo de 2019", "es", "2019-05-01T00:00:00.000Z", "month"],
  ["Регистрация: март 2013 г.", "ru", "2013-03-01T00:00:00.000Z", "month"],
  ["2015年11月からXを利用しています", "ja", "2015-11-01T00:00:00.000Z", "month"],
  ["2017년 1월에 가입함", "ko", "2017-01-01T00:00:00.000Z", "month"],
  ["Joined sometime in 2012", "en", "2012-01-01T00:00:00.000Z", "year"],
  ["Joined March 2012", "no language", "2012-01-01T00:00:00.000Z", "year"],
  ["Joined March 7152", "en", null, null],
  ["", "en", null, null],
])("%s (%s)", (text, language, time, precision) => {
  expect(momentOfMonth(text, language)).toEqual(time && { time, precision });
});

test("ids that count up with time spell it", () => {
  expect(momentOfId("7300000000000000001", 32n, 1000)?.time).toBe("2023-11-11T00:48:18.000Z");
  expect(momentOfId("7250000000000000000", 22n)?.time).toBe("2024-10-10T04:31:38.486Z");
  expect(momentOfTid("3laaaaaaaaa2c")?.time).toBe("2024-11-05T22:01:50.821Z");
  for (const other of ["", "12", "abc", "99999999999999999999", undefined])
    expect(momentOfId(other, 22n)).toBeNull();
  for (const other of ["", "3laaaaaaaaa2", "zzzzzzzzzzzzz", "3LAAAAAAAAA2C", undefined])
    expect(momentOfTid(other)).toBeNull();
});
