// One request to the companion, the only ones that the extension makes of it; and what is said of its answer.

import type { Answer, Answered, Body, Method, Path } from "../../shared/wire/routes";
import type { ErrorAnswer } from "../../shared/wire/types.gen";
import { spoken, text } from "../shared/texts";

/** The header by which a companion's answers are known from another program's. */
export const IDENTITY = "X-Eyeline";
export const ANSWER_WITHIN_MS = 10_000;
const API = "/api/v1";
/** The longest wait that a companion may name that has too much to take in. */
const LONGEST_WAIT_S = 10;

/** As of the companion that is paired, from one that is not yet: without a token. */
export async function call<M extends Method, P extends Path<M>>(
  origin: string,
  method: M,
  path: P,
  withinMs: number,
  content: Content<Body<M, P>>,
): Promise<Answered<Answer<M, P>>> {
  return await send(origin, method, path, withinMs, content);
}

export async function send(
  origin: string,
  method: Method,
  path: string,
  withinMs: number,
  { body, headers }: RequestInit,
): Promise<Response> {
  return await fetch(`${origin}${API}/${path}`, {
    method,
    ...(body !== undefined && { body }),
    headers: { ...headers, "Accept-Language": spoken() },
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    signal: AbortSignal.timeout(withinMs),
  });
}

/** A request's body, and what it is; `is` is a type only. */
export interface Content<Is> {
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
  readonly is?: Is;
}

export const NO_BODY: Content<undefined> = {};

export function json<Value extends object>(value: Value): Content<Value> {
  return jsonText(JSON.stringify(value));
}

export function jsonText<Value>(body: string): Content<Value> {
  return { body, headers: { "Content-Type": "application/json" } };
}

export function octets(body: Uint8Array<ArrayBuffer>): Content<Uint8Array<ArrayBuffer>> {
  return { body, headers: { "Content-Type": "application/octet-stream" } };
}

/** As long as the companion says. */
export async function waitedFor(answer: Response): Promise<void> {
  const seconds = Number(answer.headers.get("Retry-After")) || 1;
  await new Promise((resolve) => setTimeout(resolve, Math.min(seconds, LONGEST_WAIT_S) * 1000));
}

export async function sentenceOf(answer: Response): Promise<string> {
  const refused: Answered<ErrorAnswer> = answer;
  const body = await refused.json().catch(() => null);
  return body?.error?.message ?? text("connection.unclear", { status: answer.status });
}
