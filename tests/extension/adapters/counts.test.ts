import { expect, test } from "vitest";
import { isOnlyCount, readCount, startsWithCount } from "../../../extension/adapters/counts";

test.each<[string | null, number | null]>([
  ["1,234 followers", 1234],
  ["1.234 Follower", 1234],
  ["12 345 abonnés", 12345],
  ["12\u00a0345\u00a0678 подписчиков", 12345678],
  ["12’345", 12345],
  ["12,34,567 फ़ॉलोअर", 1234567],
  ["698,079,524", 698079524],
  ["1.2K friends", 1200],
  ["10.5k", 10500],
  ["115.5M Followers", 115500000],
  ["1,2 mil seguidores", 1200],
  ["98,7 mil", 98700],
  ["3,4 M de seguidores", 3400000],
  ["2,5 mi seguidores", 2500000],
  ["1,2 Mio. Follower", 1200000],
  ["4,1 Tsd.", 4100],
  ["7,5 тыс. подписчиков", 7500],
  ["3 млн", 3000000],
  ["1.2万人のフォロワー", 12000],
  ["3.4萬位追蹤者", 34000],
  ["5.6만 명", 56000],
  ["1.1亿", 110000000],
  ["٣٫٤ ألف متابع", 3400],
  ["١٬٢٣٤ متابعًا", 1234],
  ["۱۲ هزار", 12000],
  ["३ लाख", 300000],
  ["1,2 rb pengikut", 1200],
  ["4,5 B takipçi", 4500],
  ["9,1 Tr người theo dõi", 9100000],
  ["2 лакх", 200000],
  ["1,2 mia.", 1200000000],
  ["1,2 tusen", 1200],
  ["12 Tsd.", 12000],
  ["500+", 500],
  ["१,२३४", 1234],
  ["٥٠٠+", 500],
  ["17.457 seguidores", 17457],
  ["12 Mi piace", 12],
  ["followers: 0", 0],
  ["Followed by 3 and others", 3],
  ["no number", null],
  ["", null],
  [null, null],
  ["9".repeat(400), null],
])("%s", (text, count) => {
  expect(readCount(text)).toBe(count);
});

test.each(["34", "٣٤", "1,2 mil", "12万", "500+", "1.234", "(7)", "3.4K"])(
  "%s is a number and nothing else",
  (text) => {
    expect(isOnlyCount(text)).toBe(true);
  },
);

test.each(["Marla", "14 reactions", "50 Cent", "Marla 34", "1er paso", "", null])(
  "%s is more than a number",
  (text) => {
    expect(isOnlyCount(text)).toBe(false);
  },
);

test.each<[string, boolean]>([
  ["14 reactions", true],
  ["٣ تعليقات", true],
  ["· 2 Kommentare", true],
  ["Marla and 14 others", false],
])("whether %s begins with a number", (text, begins) => {
  expect(startsWithCount(text)).toBe(begins);
});
