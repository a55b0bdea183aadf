// Numbers as sites show them: "1,234", "1.2K", "1,2 mil", "12 345", "1.2万", "٣٫٤ ألف", "3 लाख".

const DIGIT_ZEROS = [
  0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x1040, 0xff10,
];

/** What follows a number and multiplies it: CLDR's short forms in the sites' languages. */
const MULTIPLES: readonly [number, string][] = [
  [
    1e3,
    "k mil tsd тыс тис хил хиљ χιλ ألف الف آلاف هزار אלף ribu rb bin b tn t þ nghìn ngàn mila mijë ezer duizend tusen tusind",
  ],
  [1e3, "tūkst tuhat tis tys tuh พัน 천 千 हज़ार हजार হাজার"],
  [1e4, "万 萬 만 หมื่น"],
  [1e5, "лакх लाख লাখ lakh แสน ਲੱਖ લાખ"],
  [1e6, "m mn mi mio mil. mill mln млн мил мільйон million millones milhões milj milión millió εκ"],
  [1e6, "مليون ملايين میلیون מיליון jt juta tr triệu ล้าน"],
  [1e7, "करोड़ crore কোটি"],
  [1e8, "亿 億 억"],
  [1e9, "mia bn mrd md mld млрд مليار میلیارد miliar tỷ milyar billion g"],
];
const FACTORS = new Map(
  MULTIPLES.flatMap(([factor, words]) =>
    words.split(" ").map((word) => [word.normalize("NFC"), factor] as const),
  ),
);

const NUMBER = /\d(?:[\d.,'’\u066b\u066c]|[ \u00a0\u202f](?=\d{3}(?!\d)))*/u;

/** The first number in `text`, exact as far as it is displayed; null where there is none. */
export function readCount(text: string | null | undefined): number | null {
  if (!text) return null;
  const plain = plainDigits(text);
  const found = NUMBER.exec(plain);
  if (!found) return null;
  const rest = plain.slice(found.index + found[0].length);
  const factor = multiple(rest);
  const value = factor === 1 ? whole(found[0]) : decimal(found[0]);
  const count = Math.round(value * factor);
  return Number.isSafeInteger(count) ? count : null;
}

/** Whether `text` is a number and nothing else, in any script: "34", "٣٤", "1,2 mil", "12万", "500+". */
export function isOnlyCount(text: string | null | undefined): boolean {
  if (!text || !startsWithCount(text)) return false;
  const plain = plainDigits(text).trim();
  const found = NUMBER.exec(plain);
  if (!found || /[\p{L}\p{N}]/u.test(plain.slice(0, found.index))) return false;
  const rest = plain.slice(found.index + found[0].length).trim();
  return !/[\p{L}\p{N}]/u.test(rest) || (multiple(rest) !== 1 && !/\s/u.test(rest));
}

/** Whether `text` begins with a number, as "14 reactions" does in most languages. */
export function startsWithCount(text: string | null | undefined): boolean {
  return /^[^\p{L}\p{N}]*\p{Nd}/u.test(text ?? "");
}

function plainDigits(text: string): string {
  return latinDigits(text.slice(0, 400)).replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "");
}

function latinDigits(text: string): string {
  return text.replace(/(?!\d)\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = DIGIT_ZEROS.find((first) => code >= first && code < first + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

function multiple(rest: string): number {
  // A word right after the number; CJK units need no white space around them.
  const word = /^[\s\u00a0\u202f]*(万|萬|만|千|천|亿|億|억|[\p{L}\p{M}']+\.?)/u
    .exec(rest)?.[1]
    ?.toLowerCase();
  // "12 Mi piace" are likes in Italian, not millions.
  if (!word || /^\s*mi piace/iu.test(rest)) return 1;
  return FACTORS.get(word) ?? FACTORS.get(word.replace(/\.$/, "")) ?? 1;
}

/** Every mark is a separator of groups, but for a last one that two or fewer digits follow ("1.5"). */
function whole(digits: string): number {
  const cut = digits.search(/[.,\u066b]\d{1,2}$/u);
  return Number((cut === -1 ? digits : digits.slice(0, cut)).replace(/\D/g, ""));
}

/** Before a multiple the last mark is the decimal one ("1,2 mil", "10.5K"), unless there are two ("1,234.5K"). */
function decimal(digits: string): number {
  const parts = digits
    .replace(/[ \u00a0\u202f'’\u066c]/g, "")
    .split(/[.,\u066b]/u)
    .filter(Boolean);
  const last = parts.length > 1 ? parts.pop() : undefined;
  return Number(`${parts.join("")}.${last ?? "0"}`);
}
