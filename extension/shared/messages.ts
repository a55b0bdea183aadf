// What the parts of the extension say to each other. Pages take no part in it.

import type { Badge, Batch, Evidence, Forgotten, Span } from "../../shared/wire/types.gen";
import type { Patterns } from "../adapters/adapter";
import type { Connection } from "./connection";
import type { Settings } from "./settings";
import type { Means } from "./starting";

/** A batch as the page's script makes it; the background adds who sends it, and into which case. */
export type ObservedBatch = Omit<Batch, "session" | "tool_version" | "case">;

/** Why nothing is read here, the first that holds. */
export type Idle = "consent" | "private" | "off" | "pairing" | "paused";

/** The same of one page. */
type PageIdle = Idle | "never";

/** What a page's script has to know. */
export interface PageState extends Pick<Settings, "ordinary" | "badgesOn" | "never" | "language"> {
  /** null: it is read. */
  idle: Idle | null;
  connection: Connection;
  /** What can be done where the companion is not there. */
  means: Means;
  /** Pictures are checked: of an account with one a measurement will come. */
  pictures: boolean;
  /** The site's patterns as a file of the companion's corrects them; null: as they are. */
  patterns: Patterns | null;
}

export interface PageCounts {
  platform: string | null;
  idle: PageIdle | null;
  /** Accounts that came into view on this page. */
  seen: number;
  measured: number;
  strong: number;
  some: number;
  waiting: number;
  /** What the page's address promises and its structure does not give. */
  broken: string | null;
  /** The account whose page it is. */
  owner: string | null;
  /** The address that what is seen here is recorded under, and whether a list is on it; null: nothing is read. */
  page: { address: string; isList: boolean } | null;
}

export interface OutboxCounts {
  batches: number;
  pictures: number;
  bytes: number;
  droppedBatches: number;
  droppedPictures: number;
  refusedBatches: number;
  refusedPictures: number;
}

/** Whom to pair with, and by which code. */
export interface Offer {
  origin: string;
  code: string;
}

interface Way {
  address: string;
  code: string;
}

export interface Thumbnail {
  base64: string;
  type: string;
}

/** What became of a picture that a person pointed at: what was measured, or why nothing was. */
export type Measured = { evidence: Evidence } | { problem: string };

export type PairResult = { paired: true } | { paired: false; problem: string };

/** Name → what is sent to the background, and what it answers. */
export interface Requests {
  observe: { sent: { batch: ObservedBatch }; answer: { kept: boolean } };
  /** What is known of these accounts; null: the companion does not say now. */
  badges: { sent: { refs: string[] }; answer: { badges: Badge[] | null } };
  state: { sent: { platform: string }; answer: PageState };
  /** Look now whether the companion is there. */
  check: { sent: object; answer: { connection: Connection } };
  /** Start the companion by its host; with `pair`, also make this browser a new pairing with it. */
  bring: { sent: { pair: boolean }; answer: { connection: Connection } };
  broken: { sent: { platform: string; expected: string | null }; answer: object };
  /** A page of this kind was left, and so many accounts were recognised on it. */
  visited: { sent: { platform: string; kind: string; accounts: number }; answer: object };
  thumbnail: { sent: { picture: number }; answer: { thumbnail: Thumbnail | null } };
  open: { sent: { path: string }; answer: object };
  /** Open the companion's window in a tab, at a place of its own, as `#/accounts/5`. */
  enter: { sent: { to: string }; answer: object };
  /** A code that opens the window once, and where to send it; null: the companion does not give one now. */
  handover: { sent: object; answer: { way: Way | null; connection: Connection } };
  /** A page of 127.0.0.1 asks, with its code, that the person pairs this browser with the program that serves it. */
  offerPairing: { sent: { code: string }; answer: object };
  /** What was asked last, for the extension's own page; it is given once. */
  offeredPairing: { sent: object; answer: { offer: Offer | null } };
  openPairing: { sent: object; answer: object };
  pair: { sent: Offer; answer: PairResult };
  unpair: { sent: object; answer: object };
  /** Whether this browser is paired with the companion that serves the page; if so, whether the person has agreed. */
  paired: { sent: object; answer: { paired: boolean; consented: boolean } };
  openWelcome: { sent: object; answer: object };
  outbox: { sent: object; answer: OutboxCounts };
  forgetNotes: { sent: object; answer: object };
  /** Delete what was collected; null: the companion could not be asked, and what waited here is gone. */
  forget: { sent: { last: Span }; answer: { forgotten: Forgotten | null } };
  /** Measure the picture at this address, for one of the extension's own pages. */
  measure: { sent: { address: string }; answer: Measured };
}

export type Request = { [Name in keyof Requests]: { type: Name } & Requests[Name]["sent"] }[keyof Requests];

export async function ask<Name extends keyof Requests>(
  type: Name,
  content: Requests[Name]["sent"],
): Promise<Requests[Name]["answer"]> {
  return await chrome.runtime.sendMessage({ type, ...content });
}

/** What the background, or the popup, says to a page's script. */
export type ToPage =
  | { type: "badges"; badges: Badge[] }
  | { type: "paired" }
  | { type: "state" }
  | { type: "forget" }
  | { type: "counts" }
  | { type: "report" }
  | { type: "correction" };

/** What the background says to the script that a person called into a page to check a picture there. */
export type ToCheck =
  | {
      type: "point";
      /** Addresses of the picture and of the link that the browser says were pointed at. */
      picture: string | null;
      link: string | null;
      element: number | null;
      language: Settings["language"];
    }
  | { type: "read"; address: string }
  | { type: "result"; measured: Measured };
