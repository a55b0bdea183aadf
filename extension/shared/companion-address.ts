import { DEFAULT_PORT } from "./connection";
import { read } from "./stored";

/** The companion's page where this browser is paired with it: at the port that is known, else at the usual one. */
export async function companionAddress(): Promise<string> {
  const { pairing } = await read("pairing");
  return `${pairing?.origin ?? `http://127.0.0.1:${DEFAULT_PORT}`}/`;
}
