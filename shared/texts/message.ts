// Messages in a subset of ICU MessageFormat, over the browser's Intl. companion/texts/message.py is its counterpart and
// describes the subset; both are held to one file of cases. Not intl-messageformat: it is 34 kB instead of 3 in every
// page that is browsed, and would leave Python's side to be written all the same.

export type Value = string | number | Date;
export type Values = Record<string, Value>;

interface Argument {
  name: string;
  kind: string;
  style: string;
  /** The messages of a plural or select. */
  cases: Map<string, Message>;
}
/** The `#` of a plural is null. */
export type Message = readonly (string | Argument | null)[];

const ARGUMENT = /\s*(\w+)\s*(?:,\s*(number|date|time|plural|select)\s*(?:,\s*)?)?/y;
const STYLE = /[^{}]*/y;
const SELECTOR = /\s*(=\d+|\w+)\s*\{/y;
const QUOTED = /'([{}#](?:[^']|'')*)(?:'|$)/y;
const SKELETON = /^::(%x100)?\s*(?:\.(0*)(#*)|(@+)(#*))?$/;

/** The message with its values in the language (a BCP 47 tag). What has no value stays as it stands. */
export function formatted(message: string, language: string, values: Values = {}, timeZone?: string): string {
  return filled(parsed(message), { language, values, timeZone, count: null });
}

/** Throws where the text is no message. */
export const parsed = once((text: string): Message => {
  const reader = new Reader(text);
  const message = reader.message(false);
  if (reader.at < text.length) throw new Error(`a brace too many at ${reader.at}: ${text}`);
  return message;
});

/** Every argument in a message, also those within others. */
export function argumentsOf(message: Message): Argument[] {
  return message.flatMap((part) =>
    part === null || typeof part === "string" ? [] : [part, ...[...part.cases.values()].flatMap(argumentsOf)],
  );
}

/** A number as people of the language write it; 0 has no sign. */
export function written(value: number, language: string, options: Intl.NumberFormatOptions = {}): string {
  return numbers(JSON.stringify([language, { signDisplay: "negative", ...options }])).format(value);
}

/** A time as people of the language write it, hours from 0 to 23: figures, tables and axes say them alike. */
export function dated(time: Date | number, language: string, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(language, options).format(time);
}

/** What writes times so. */
export function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return dates(JSON.stringify([language, { hourCycle: "h23", ...options }]));
}

// Made once: making takes much longer than using, and every badge needs them.
const numbers = once((made: string) => new Intl.NumberFormat(...(JSON.parse(made) as [string])));
const dates = once((made: string) => new Intl.DateTimeFormat(...(JSON.parse(made) as [string])));
const plurals = once((language: string) => new Intl.PluralRules(language));

class Reader {
  at = 0;

  constructor(readonly text: string) {}

  message(inPlural: boolean): Message {
    const parts: (string | Argument | null)[] = [];
    let plain = "";
    const part = (next: Argument | null) => {
      if (plain) parts.push(plain);
      parts.push(next);
      plain = "";
    };
    for (let char = this.text[this.at]; char && char !== "}"; char = this.text[this.at]) {
      const quoted = char === "'" ? this.#next(QUOTED)?.[1] : undefined;
      if (this.text.startsWith("''", this.at)) {
        plain += "'";
        this.at += 2;
      } else if (quoted && (inPlural || quoted[0] !== "#")) {
        plain += quoted.replaceAll("''", "'");
        this.at = QUOTED.lastIndex;
      } else {
        this.at += 1;
        if (char === "{") part(this.#argument());
        else if (char === "#" && inPlural) part(null);
        else plain += char;
      }
    }
    if (plain) parts.push(plain);
    return parts;
  }

  #argument(): Argument {
    const [, name, kind = ""] = this.#take(ARGUMENT) ?? [];
    if (!name) throw new Error(`an argument without a name at ${this.at}: ${this.text}`);
    const cases = new Map<string, Message>();
    let style = "";
    if (kind === "plural" || kind === "select") {
      for (let found = this.#take(SELECTOR); found; found = this.#take(SELECTOR)) {
        cases.set(found[1] as string, this.message(kind === "plural"));
        this.at += 1;
      }
      if (!cases.has("other")) throw new Error(`${name} has no “other”: ${this.text}`);
      this.#take(/\s*/y);
    } else if (kind) {
      style = this.#take(STYLE)?.[0].trim() ?? "";
      if (kind === "number") numberOptions(style);
    }
    if (this.text[this.at] !== "}") throw new Error(`${name} does not end at ${this.at}: ${this.text}`);
    this.at += 1;
    return { name, kind, style, cases };
  }

  #next(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.at;
    return form.exec(this.text);
  }

  #take(form: RegExp): RegExpExecArray | null {
    const found = this.#next(form);
    if (found) this.at = form.lastIndex;
    return found;
  }
}

interface Said {
  language: string;
  values: Values;
  timeZone: string | undefined;
  /** The number of the plural around. */
  count: number | null;
}

function filled(message: Message, said: Said): string {
  return message
    .map((part) => {
      if (typeof part === "string") return part;
      if (part === null) return said.count === null ? "#" : written(said.count, said.language);
      const value = said.values[part.name];
      return value === undefined ? `{${part.name}}` : argument(part, value, said);
    })
    .join("");
}

function argument({ name, kind, style, cases }: Argument, value: Value, said: Said): string {
  const other = cases.get("other") ?? [];
  if (kind === "select") return filled(cases.get(String(value)) ?? other, said);
  if (kind === "date" || kind === "time") {
    const form = kind === "date" ? { dateStyle: style || "medium" } : { timeStyle: style || "short" };
    const zone = said.timeZone ? { timeZone: said.timeZone } : {};
    return dated(value as Date, said.language, { ...form, ...zone } as Intl.DateTimeFormatOptions);
  }
  if (typeof value === "string" && !kind) return value;
  if (typeof value !== "number") throw new Error(`${name} is no number: ${value}`);
  if (kind === "number") return written(value, said.language, numberOptions(style));
  if (!kind) return written(value, said.language);
  const form = plurals(said.language).select(value);
  return filled(cases.get(`=${value}`) ?? cases.get(form) ?? other, { ...said, count: value });
}

const numberOptions = once((style: string): Intl.NumberFormatOptions => {
  if (style === "") return {};
  if (style === "percent") return { style: "percent" };
  const found = SKELETON.exec(style);
  if (!found) throw new Error(`not a style of numbers: ${style}`);
  const [, percent, least, more = "", digits, optional = ""] = found;
  return {
    ...(percent ? { style: "percent" } : {}),
    ...(least === undefined
      ? {}
      : { minimumFractionDigits: least.length, maximumFractionDigits: least.length + more.length }),
    ...(digits
      ? { minimumSignificantDigits: digits.length, maximumSignificantDigits: digits.length + optional.length }
      : {}),
  };
});

function once<Made>(make: (of: string) => Made): (of: string) => Made {
  const made = new Map<string, Made>();
  return (of) => {
    const known = made.get(of) ?? make(of);
    made.set(of, known);
    return known;
  };
}
