// report

import type { Place } from "../address";

export default function View({ place }: { place: Place }) {
  return <h1>{place.path.join(" ")}</h1>;
}
