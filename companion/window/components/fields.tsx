// The fields of forms, each with what it is called.

import type { ComponentChildren } from "preact";
import { Options } from "./options";

interface SelectAsked {
  label: string;
  value: string | number | null;
  set: (value: string) => void;
  of: readonly (readonly [value: string | number, words: string])[];
  name?: string;
  /** What is offered first, and stands for none of them. */
  none?: string;
}

export function Select({ label, value, set, of, name, none }: SelectAsked) {
  return (
    <label>
      <span class="soft">{label}</span>{" "}
      <select name={name} value={value ?? ""} onChange={(event) => set(event.currentTarget.value)}>
        {none !== undefined && <option value="">{none}</option>}
        <Options of={of} />
      </select>
    </label>
  );
}

/** A day as 2020-05-01, or null. */
export function DateField(asked: {
  label: string;
  value: string | null | undefined;
  set: (value: string | null) => void;
  name?: string;
}) {
  return (
    <label>
      <span class="soft">{asked.label}</span>
      <input
        type="date"
        name={asked.name}
        value={asked.value?.slice(0, 10) ?? ""}
        onChange={(event) => asked.set(event.currentTarget.value || null)}
      />
    </label>
  );
}

export function Tickbox(asked: {
  checked: boolean;
  set: (checked: boolean) => void;
  children: ComponentChildren;
  kind?: string;
}) {
  return (
    <label class={asked.kind}>
      <input
        type="checkbox"
        checked={asked.checked}
        onChange={(event) => asked.set(event.currentTarget.checked)}
      />{" "}
      {asked.children}
    </label>
  );
}

/** One of several; `more` explains it below. */
export function Radio(asked: {
  name: string;
  checked: boolean;
  choose: () => void;
  children: ComponentChildren;
  more?: ComponentChildren;
  disabled?: boolean;
}) {
  const { name, checked, choose, disabled = false } = asked;
  return (
    <label class="choice">
      <input type="radio" name={name} checked={checked} disabled={disabled} onChange={choose} />
      <span>
        {asked.children}
        {asked.more && <small class="soft">{asked.more}</small>}
      </span>
    </label>
  );
}
