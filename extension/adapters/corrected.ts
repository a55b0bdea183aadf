// A site's patterns as a file corrects them, and the beginning of such a file from what no pattern names on a page.

import type { SiteCorrection, Unnamed } from "../../shared/wire/types.gen";
import type { Patterns } from "./adapter";
import { type Reader, readerOf } from "./patterns";
import { offers, picturesIn } from "./picture";

/** What the file says goes first, so that it counts. */
export function corrected(own: Patterns, correction: SiteCorrection): Patterns {
  return {
    ...own,
    accounts: [...(correction.accounts ?? []), ...own.accounts],
    reserved: [...own.reserved, ...(correction.reserved ?? []).map((name) => name.toLowerCase())],
    lists: [...(correction.lists ?? []), ...own.lists],
    avatars: [...(correction.avatars ?? []), ...own.avatars],
    placeholders: [...(correction.placeholders ?? []), ...own.placeholders],
    larger: correction.larger?.length ? correction.larger : own.larger,
  };
}

/** So many different ones of one form are no accident. */
const ALIKE = 3;
const FORMS = 5;
const HERE = "*";

interface Form {
  values: Set<string>;
  pictured: boolean;
}

/** Links to the site's own pages that name no account and no list, by their form; pictures that are no avatars, by
 * their host. The most frequent first. */
export function unnamedOn(document: Document, address: URL, patterns: Patterns): Unnamed {
  const reader = readerOf(patterns);
  const links = new Map<string, Form>();
  for (const link of document.querySelectorAll("a[href]")) {
    const target = reader.target(link.getAttribute("href"), address);
    const found = target && formOf(target, reader, patterns);
    if (found) note(links, found.form, found.value, picturesIn(link).length > 0);
  }
  const pictures = new Map<string, Form>();
  for (const element of picturesIn(document.body))
    for (const offer of offers(element))
      if (!reader.avatar(offer.address)) note(pictures, new URL(offer.address).host, offer.address, true);
  return { links: frequent(links), pictures: frequent(pictures) };
}

/** `/u/*`, `/@*` or `/user?id=*`, and what stands at the star; null where a pattern names it, or it lies deeper. */
function formOf(target: URL, reader: Reader, patterns: Patterns): { form: string; value: string } | null {
  if (!reader.isOwn(target) || reader.account(target) || reader.list(target)) return null;
  const parts = target.pathname.split("/").filter(Boolean);
  const [first = "", second] = parts;
  if (parts.length > 2 || patterns.reserved.includes(first.toLowerCase())) return null;
  const [parameter, value] = target.search.slice(1).split("&")[0]?.split("=") ?? [];
  if (second === undefined && parameter && value) return { form: `/${first}?${parameter}=${HERE}`, value };
  const [path, last] = second === undefined ? ["/", first] : [`/${first}/`, second];
  const sign = last.startsWith("@") ? "@" : "";
  return last ? { form: `${path}${sign}${HERE}`, value: last.slice(sign.length) } : null;
}

function note(forms: Map<string, Form>, form: string, value: string, pictured: boolean): void {
  const known = forms.get(form) ?? { values: new Set(), pictured: false };
  known.values.add(value);
  known.pictured ||= pictured;
  forms.set(form, known);
}

function frequent(forms: ReadonlyMap<string, Form>): Unnamed["links"] {
  return [...forms]
    .filter(([, { values }]) => values.size >= ALIKE)
    .sort(([, one], [, other]) => other.values.size - one.values.size)
    .slice(0, FORMS)
    .map(([form, { values, pictured }]) => {
      const isNumber = [...values].every((value) => /^\d{1,20}$/u.test(value));
      return { form, count: values.size, pictured, is_number: isNumber };
    });
}

/** A correction that would name what is unnamed: people are linked by their pictures. For a person to look through. */
export function correctionFor({ links, pictures }: Unnamed): SiteCorrection {
  const pictured = links.filter((link) => link.pictured);
  return {
    accounts: (pictured.length > 0 ? pictured : links).map(({ form, is_number }) => {
      const name = is_number ? "(?<id>\\d{1,20})" : "(?<handle>[\\w.-]{1,64})";
      return `${escaped(form).replace(escaped(HERE), () => name)}/?(?:${form.includes("?") ? "&" : "\\?"}.*)?`;
    }),
    lists: [],
    avatars: pictures.map(({ form }) => `${escaped(form)}/`),
    placeholders: [],
    picture_hosts: pictures.map(({ form }) => `https://${form}/*`),
  };
}

function escaped(text: string): string {
  return text.replace(/[\^$\\.*+?()[\]{}|]/gu, "\\$&");
}
