// The window's only way to the companion, and its key to it.

import type {
  AnalysisName,
  Answer,
  Answered,
  Body,
  FindingOf,
  Method,
  Options,
  Path,
} from "../../shared/wire/routes";
import type { Begun, ErrorAnswer, FilePath, Job, Selection, Upload } from "../../shared/wire/types.gen";
import { language } from "./texts";

/** The key is the origin's, port and all, and dies with the companion. */
const KEY = "eyeline-token";

export function keepToken(token: string): void {
  localStorage.setItem(KEY, token);
}

export function token(): string | null {
  return localStorage.getItem(KEY);
}

function dropToken(): void {
  localStorage.removeItem(KEY);
}

/** What the companion said instead of an answer; the message is for people. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What went wrong, as it is shown; whatever is not the companion's own word is a mistake of the window. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("mistake", String(error));
}

const API = "/api/v1/";
const LOOK_AGAIN_MS = 150;

/** What an address answers; a body is given where it takes one. */
export async function ask<M extends Method, P extends Path<M>>(
  method: M,
  path: P,
  ...[body, signal]: Rest<Body<M, P>>
): Promise<Answer<M, P>> {
  const answer: Answered<Answer<M, P>> = await request(method, path, body, signal);
  return await answer.json();
}

/** What an address answers to who only looks. */
export async function got<P extends Path<"GET">>(path: P, signal?: AbortSignal): Promise<Answer<"GET", P>> {
  const answer: Answered<Answer<"GET", P>> = await request("GET", path, undefined, signal);
  return await answer.json();
}

/** Begins an analysis. */
export async function analyse<Name extends AnalysisName>(
  name: Name,
  body: { selection?: Selection; options?: Options<Name> },
  signal?: AbortSignal,
): Promise<Begun<FindingOf<Name>>> {
  const answer: Answered<Begun<FindingOf<Name>>> = await request("POST", `analyses/${name}`, body, signal);
  return await answer.json();
}

type Rest<Sent> = [Sent] extends [undefined]
  ? [nothing?: undefined, signal?: AbortSignal | undefined]
  : [body: Sent, signal?: AbortSignal | undefined];

/** The bytes at an address, as they come. */
export async function opened(path: FilePath, signal?: AbortSignal): Promise<Response> {
  return await request("GET", path, undefined, signal);
}

/** The bytes of an answer, as for pictures and files. */
export async function fetched(path: FilePath, signal?: AbortSignal): Promise<Blob> {
  return await (await opened(path, signal)).blob();
}

async function request(
  method: Method,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const headers: Record<string, string> = {
    Authorization: `Bearer ${token() ?? ""}`,
    "Accept-Language": language(),
  };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const sent = body === undefined ? undefined : JSON.stringify(body);
  let answer: Response;
  try {
    answer = await fetch(API + path, {
      method,
      headers,
      ...(sent !== undefined && { body: sent, keepalive: sent.length < OUTLIVES_THE_PAGE }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem("not_running", "");
  }
  if (answer.ok) return answer;
  const refused: Answered<ErrorAnswer> = answer;
  const { error } = await refused.json().catch(() => UNREADABLE);
  if (error.code === "window_closed") dropToken();
  throw new Problem(error.code, error.message);
}

/** So short a choice is carried out even where the page is left at once; browsers send little that way. */
const OUTLIVES_THE_PAGE = 1000;
const UNREADABLE: ErrorAnswer = { error: { code: "unreadable", message: "" } };

/** Waits for a job that was begun; gives what it gave. `saw` hears how far it is. */
export async function outcome<Result>(
  begun: Begun<Result>,
  saw: (job: Job) => void = () => {},
  signal?: AbortSignal,
): Promise<Result> {
  for (;;) {
    const { job, result } = await ask("GET", `jobs/${begun.job}`, undefined, signal);
    saw(job);
    // The route that began it says what it gives; the companion's table of jobs holds them all alike.
    if (job.state === "done") return result as Result;
    if (job.state === "failed") throw new Problem("failed", job.message ?? "");
    if (job.state === "cancelled") throw new Problem("cancelled", "");
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** Hands a file over in one piece; `saw` hears the share that was sent, 0 to 1. */
export function upload(file: File, saw: (share: number) => void): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much of a body was sent
    const path: Path<"POST"> = `uploads?name=${encodeURIComponent(file.name)}`;
    request.open("POST", API + path);
    request.setRequestHeader("Authorization", `Bearer ${token() ?? ""}`);
    request.setRequestHeader("Accept-Language", language());
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total }) => saw(total ? loaded / total : 0));
    request.addEventListener("error", () => reject(new Problem("not_running", "")));
    request.addEventListener("load", () => {
      if (request.status === 200) resolve(JSON.parse(request.responseText));
      else reject(refusal(request.responseText));
    });
    request.send(file);
  });
}

function refusal(text: string): Problem {
  try {
    const { error }: ErrorAnswer = JSON.parse(text);
    return new Problem(error.code, error.message);
  } catch {
    return new Problem("unreadable", "");
  }
}
