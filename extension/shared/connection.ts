// How it stands between this browser and the companion.

export type ConnectionState =
  | "not_paired"
  | "connected"
  | "not_running"
  | "other_program"
  | "older_companion"
  | "newer_companion"
  | "unproved"
  | "revoked"
  | "disk_full"
  | "trouble";

/** The program of the companion's that this browser may start: there; not known to the browser; or it gives no answer. */
export type HostState = "there" | "none" | "gone";

export interface Connection {
  state: ConnectionState;
  /** The companion's own sentence, where the state is `trouble`. */
  message?: string;
}

/** What pairing gives: whom to talk to, and the token, which is never sent again. */
export interface Pairing {
  origin: string;
  token: string;
  pairedAt: string;
  /** The companion said, and proved, that it ended the pairing: it stays so until the person pairs anew, which makes a new pairing. */
  refused?: true;
}

export const DEFAULT_PORT = 47811;

/** Where the person must pair anew before anything can be read again. */
export function needsPairing(state: ConnectionState): boolean {
  return state === "not_paired" || state === "revoked";
}
