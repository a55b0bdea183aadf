import { describe, expect, test } from "vitest";
import { agoIn, momentAgo } from "../../../extension/adapters/ago";

const NOW = Date.parse("2026-03-31T12:00:00.000Z");

describe("how long ago something was", () => {
  test.each([
    ["en", "3h", 3, "hour"],
    ["en", "10 hours ago", 10, "hour"],
    ["en", "2 weeks ago (edited)", 2, "week"],
    ["en", "1 year ago", 1, "year"],
    ["en", "5d ago", 5, "day"],
    ["en", "3m", 3, "minute"],
    ["en", "1w", 1, "week"],
    ["es", "hace 3 horas", 3, "hour"],
    ["es-MX", "hace 1 mes", 1, "month"],
    ["es", "2 sem", 2, "week"],
    ["pt-BR", "há 4 dias", 4, "day"],
    ["de", "vor 2 Jahren", 2, "year"],
    ["de", "3 Std.", 3, "hour"],
    ["fr", "il y a 6 mois", 6, "month"],
    ["ja", "3 時間前", 3, "hour"],
    ["ar", "قبل ٣ ساعات", 3, "hour"],
    ["ru", "5 минут назад", 5, "minute"],
    ["tr", "2 hafta önce", 2, "week"],
    ["en", "3 mo", 3, "month"],
    ["es", "hace 3 h", 3, "hour"],
    ["fr", "il y a 2 j", 2, "day"],
    ["fa", "۲ ساعت", 2, "hour"],
    ["ja", "3時間", 3, "hour"],
    ["ko", "1주", 1, "week"],
    ["zh-CN", "3小时前", 3, "hour"],
    ["sv", "1 v", 1, "week"],
    ["vi", "2 ngày", 2, "day"],
    ["th", "3 ชม.", 3, "hour"],
    ["it", "2 g", 2, "day"],
    ["it", "2 g fa", 2, "day"],
    ["it", "3 sett.", 3, "week"],
    ["pt-BR", "2 d", 2, "day"],
    ["pt", "2 d atrás", 2, "day"],
    ["de", "vor 2 T.", 2, "day"],
    ["de-DE", "2 Tg.", 2, "day"],
    ["es_LA", "3 sem", 3, "week"],
    ["fr", "il y a 2 sem.", 2, "week"],
    ["ar", "قبل ٣ س", 3, "hour"],
    ["ar", "منذ يومين", 2, "day"],
    ["ar", "منذ ٣ ساعات", 3, "hour"],
    ["he", "לפני שעתיים", 2, "hour"],
    ["tr", "2 g", 2, "day"],
    ["pl", "2 dni temu", 2, "day"],
    ["nl", "3 u.", 3, "hour"],
    ["id", "2 hari yang lalu", 2, "day"],
    ["ko", "3일 전", 3, "day"],
    ["hi", "३ दिन पहले", 3, "day"],
    ["hi", "2 दि॰", 2, "day"],
    ["ru", "2 дн.", 2, "day"],
    ["en", "3 hrs", 3, "hour"],
  ] as const)("is read in %s: %s", (language, text, count, unit) => {
    expect(agoIn(text, language)).toEqual({ count, unit });
  });

  test.each([
    ["en", "3 comments"],
    ["en", "Yesterday at 5:00 PM"],
    ["en", "3 hours and 4 minutes ago"],
    ["en", "1.5 hours ago"],
    ["en", "3 hours ago, Ada wrote a long story about bread and what comes of it"],
    ["en", "hace 3 horas"],
    ["en", "31K"],
    // Months, or minutes?
    ["es", "3 m"],
    ["pt", "2 m"],
    // Seconds, or weeks? Days, or years?
    ["it", "3 s"],
    ["fr", "3 s"],
    ["vi", "2 n"],
    ["it", "2 Grad"],
    ["ar", "أمس"],
    ["en", "Yesterday"],
    ["en", "an hour ago"],
    ["", "3h"],
    ["no such language", "3h"],
  ])("is no guess in %s: %s", (language, text) => {
    expect(agoIn(text, language)).toBeNull();
  });

  test.each([
    [3, "hour", "2026-03-31T08:00:00.000Z"],
    [2, "week", "2026-03-10T12:00:00.000Z"],
    [0, "minute", "2026-03-31T11:59:00.000Z"],
    [0, "month", "2026-02-28T12:00:00.000Z"],
    [1, "year", "2024-03-31T12:00:00.000Z"],
  ] as const)("%s %ss ago begins where one more would end", (count, unit, time) => {
    expect(momentAgo({ count, unit }, NOW)).toEqual({ time, precision: unit });
  });
});
