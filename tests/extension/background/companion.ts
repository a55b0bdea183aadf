// A server that answers as the test says, on a free port: the client's requests are real ones.

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
  body?: unknown;
}

export const INSTANCE = "5f9c1a52-8f7e-4a53-9b57-0a3a3f8f2d11";
export const TOKEN = "a-token";

export function hello(changes: object = {}): Answer {
  return { body: { name: "eyeline", version: "0.1.0", wire: WIRE_VERSION, instance: INSTANCE, ...changes } };
}

export class TestCompanion {
  readonly asked: Asked[] = [];
  /** "METHOD /path" without the query → what to answer. */
  answers: Record<string, (asked: Asked) => Answer> = { "GET /api/v1/hello": () => hello() };
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
    } = this.answers[name]?.(asked) ?? { status: 404 };
    if (identity !== null) response.setHeader("X-Eyeline", identity);
    if (stored !== undefined) response.setHeader("X-Eyeline-Stored", stored);
    response.writeHead(status, { "Content-Type": "application/json", Connection: "close" });
    response.end(JSON.stringify(body));
  });

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
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
