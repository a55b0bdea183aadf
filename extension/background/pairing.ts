// The one pairing of this browser: who offers one, and what goes with it when it is made or ended.

import type { Pairing } from "../shared/connection";
import type { Offer } from "../shared/messages";
import { write } from "../shared/stored";
import { tellPages } from "./tabs";

const OFFER = "offeredPairing";
/** At whatever port. */
const COMPANION_PAGES = "http://127.0.0.1/*";

/** Kept in memory, by the browser, until it is asked for. */
export async function offerPairing(offer: Offer): Promise<void> {
  await chrome.storage.session.set({ [OFFER]: offer });
}

export async function offeredPairing(): Promise<Offer | null> {
  const { [OFFER]: offer } = await chrome.storage.session.get<{ [OFFER]?: Offer }>(OFFER);
  await chrome.storage.session.remove(OFFER);
  return offer ?? null;
}

export async function keepPairing(pairing: Pairing): Promise<void> {
  const told = { keepPicturesSaid: null, start: null };
  await write({ pairing, connection: { state: "connected" }, unpaired: false, hostProblem: null, ...told });
  await tellPages([COMPANION_PAGES], { type: "paired" });
}

export async function endPairing(): Promise<void> {
  await write({ pairing: null, connection: { state: "not_paired" }, unpaired: true, start: null });
}
