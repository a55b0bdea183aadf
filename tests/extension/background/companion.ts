// A server that answers as the test says, on a free port: the client's requests are real ones.

import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { WIRE_VERSION } from "../../../shared/wire/version";

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  status?: number;
  /** null: an answer without the companion's identity. */
  identity?: string | null;
  /** How far this run has come; none: an older companion, which does not say. */
  stored?: string;
  /** Seconds. */
  retryAfter?: string;
  body?: unknown;
}

export const TOKEN = "a-token";
export const RUN = "0011223344556677";

export function hello(changes: object = {}): Answer {
  return { body: { name: "eyeline", wire: WIRE_VERSION, ...changes } };
}

/** As companion/core/proof.py says it. */
export function said(...words: unknown[]): string {
  const key = createHash("sha256").update(TOKEN).digest();
  return createHmac("sha256", key)
    .update(["eyeline", ...words].join("\n"))
    .digest("hex");
}

interface Proving {
  port: string;
  run?: string;
  revoked?: boolean;
  nonce?: string | null;
}

/** The proof that a companion gives which knows the pairing, to who asks like this. */
export function proving({ path }: Asked, { port, run = RUN, revoked = false, nonce }: Proving): Answer {
  const asked = new URL(path, "http://x").searchParams;
  if (asked.get("pairing") !== said("name").slice(0, 32)) return hello({ proof: null });
  const standing = revoked ? "revoked" : "in force";
  const mac = said("proof", nonce ?? asked.get("nonce"), port, WIRE_VERSION, run, standing);
  return hello({ proof: { run, revoked, mac } });
}

export class TestCompanion {
  readonly asked: Asked[] = [];
  /** "METHOD /path" without the query → what to answer. */
  answers: Record<string, (asked: Asked) => Answer> = {
    "GET /api/v1/hello": (asked) => proving(asked, { port: this.port }),
  };
  readonly #server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { method = "", url = "", headers } = request;
    const asked = { method, path: url, headers, body: Buffer.concat(parts) };
    this.asked.push(asked);
    const name = `${method} ${url.split("?")[0]}`;
    const {
      status = 200,
      identity = "1",
      body = {},
      stored,
      retryAfter,
    } = this.answers[name]?.(asked) ?? { status: 404 };
    if (identity !== null) response.setHeader("X-Eyeline", identity);
    if (retryAfter !== undefined) response.setHeader("Retry-After", retryAfter);
    if (stored !== undefined) response.setHeader("X-Eyeline-Stored", stored);
    response.writeHead(status, { "Content-Type": "application/json", Connection: "close" });
    response.end(JSON.stringify(body));
  });

  get port(): string {
    return String((this.#server.address() as AddressInfo).port);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  paths(): string[] {
    return this.asked.map(({ method, path }) => `${method} ${path.split("?")[0]}`);
  }
}
