// A choice that stands in the address.

import { go, type Place, withQuery } from "../address";
import { Options } from "../components/options";

interface Asked<Value extends string> {
  place: Place;
  name: string;
  label: string;
  options: readonly (readonly [Value, string])[];
  value: Value;
}

export function Choice<Value extends string>({ place, name, label, options, value }: Asked<Value>) {
  return (
    <label>
      <span class="soft">{label}</span>
      <select
        name={name}
        value={value}
        onChange={(event) => go(withQuery(place, { [name]: event.currentTarget.value }), { replace: true })}
      >
        <Options of={options} />
      </select>
    </label>
  );
}

/** What the address says, where it is one of these; else the first. */
export function chosen<Value extends string>(place: Place, name: string, known: readonly Value[]): Value {
  const wanted = place.query.get(name);
  return known.find((value) => value === wanted) ?? (known[0] as Value);
}
