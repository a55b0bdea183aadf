// What drop-down lists offer.

import { LANGUAGES } from "../texts";

export function Options({ of }: { of: readonly (readonly [value: string | number, words: string])[] }) {
  return of.map(([value, words]) => (
    <option key={value} value={value}>
      {words}
    </option>
  ));
}

interface LanguageAsked {
  label: string;
  spoken: string;
  choose: (tag: string) => void;
  kind?: string;
}

/** Each language by the name that its people give it. */
export function LanguageChoice({ label, spoken, choose, kind }: LanguageAsked) {
  return (
    <label class={kind}>
      <span class={kind ? undefined : "soft"}>{label}</span>
      <select value={spoken} onChange={(event) => choose(event.currentTarget.value)}>
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
