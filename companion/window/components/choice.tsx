// A choice that stands in the address.

import { go, type Place, withQuery } from "../address";
import { Select } from "./fields";

interface Asked<Value extends string | number> {
  place: Place;
  name: string;
  label: string;
  options: readonly (readonly [Value, string])[];
  value: Value | null;
  none?: string;
}

export function Choice<Value extends string | number>({ place, options, ...asked }: Asked<Value>) {
  const set = (value: string) => go(withQuery(place, { [asked.name]: value }), { replace: true });
  return <Select {...asked} of={options} set={set} />;
}

/** What the address says, where it is one of these; else the first. */
export function chosen<Value extends string>(place: Place, name: string, known: readonly Value[]): Value {
  const wanted = place.query.get(name);
  return known.find((value) => value === wanted) ?? (known[0] as Value);
}
