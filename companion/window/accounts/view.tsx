// Accounts: the table, or one account's page.

import type { Place } from "../address";
import { AccountPage } from "./account";
import { AccountTable } from "./table";

export default function View({ place }: { place: Place }) {
  const number = Number(place.path[1]);
  return number ? <AccountPage key={number} number={number} /> : <AccountTable place={place} />;
}
