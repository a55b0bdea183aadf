// How the companion shows that it knows this browser's pairing before anything is sent to it, and how the browser shows
// the same with what it sends. The companion's side is companion/core/proof.py, which says why.

import type { Hello, Proof } from "../../shared/wire/types.gen";
import { WIRE_VERSION } from "../../shared/wire/version";
import type { Pairing } from "../shared/connection";

const HMAC = { name: "HMAC", hash: "SHA-256" };
const NAME_DIGITS = 32;
const NONCE_BYTES = 32;

/** One question to whoever listens at a pairing's address. */
export class Challenge {
  readonly #nonce = hex(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));

  private constructor(
    private readonly key: CryptoKey,
    private readonly name: string,
    private readonly port: string,
  ) {}

  static async of({ origin, token }: Pairing): Promise<Challenge> {
    if (token !== ofToken?.token) ofToken = { token, made: keyAndName(token) };
    const { key, name } = await ofToken.made;
    return new Challenge(key, name, new URL(origin).port || "80");
  }

  /** Where it is put. */
  get path(): `hello?pairing=${string}` {
    return `hello?pairing=${this.name}&nonce=${this.#nonce}`;
  }

  /** Whether this answers it; compared in constant time. */
  async isMetBy({ proof }: Hello): Promise<boolean> {
    const mac = bytesOf(proof?.mac ?? "");
    if (!proof || !mac) return false;
    const standing = proof.revoked ? "revoked" : "in force";
    const words = lines("proof", this.#nonce, this.port, String(WIRE_VERSION), proof.run, standing);
    return await crypto.subtle.verify("HMAC", this.key, mac, words);
  }

  /** What the browser shows with its requests to this run of the companion. */
  async passFor({ run }: Proof): Promise<string> {
    return await said(this.key, "pass", this.port, run);
  }
}

/** What was made of the token that was used last: every question needs it. */
let ofToken: { token: string; made: ReturnType<typeof keyAndName> } | null = null;

async function keyAndName(token: string): Promise<{ key: CryptoKey; name: string }> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  const key = await crypto.subtle.importKey("raw", hash, HMAC, false, ["sign", "verify"]);
  return { key, name: (await said(key, "name")).slice(0, NAME_DIGITS) };
}

async function said(key: CryptoKey, ...words: readonly string[]): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.sign("HMAC", key, lines(...words))));
}

function lines(...words: readonly string[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(["eyeline", ...words].join("\n"));
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOf(digits: string): Uint8Array<ArrayBuffer> | null {
  if (!/^(?:[0-9a-f]{2})+$/u.test(digits)) return null;
  return Uint8Array.from(digits.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
}
