// How it stands between this browser and the companion.

export type ConnectionState =
  | "not_paired"
  | "connected"
  | "not_running"
  | "other_program"
  | "older_companion"
  | "newer_companion"
  | "other_data"
  | "revoked"
  | "disk_full"
  | "trouble";

export interface Connection {
  state: ConnectionState;
  /** The companion's own sentence, where the state is `trouble`. */
  message?: string;
}

/** What pairing gives: whom to talk to, and the token that opens it. */
export interface Pairing {
  origin: string;
  token: string;
  /** The companion's data folder; the token is shown to no other. */
  instance: string;
  pairedAt: string;
  /** The companion refused the token: it stays so until the person pairs anew, which makes a new pairing. */
  refused?: true;
}

export const DEFAULT_PORT = 47811;

/** Where the person must pair anew before anything can be read again. */
export function needsPairing(state: ConnectionState): boolean {
  return state === "not_paired" || state === "revoked" || state === "other_data";
}
