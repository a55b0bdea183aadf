// The window's only way to the companion, and its key to it.

import type { ErrorAnswer, Job, JobResult, Upload } from "../../shared/wire/types.gen";
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

const API = "/api/v1/";
const LOOK_AGAIN_MS = 150;

export async function ask<Answer>(
  method: "GET" | "POST",
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const answer = await request(method, path, body, signal);
  return (await answer.json()) as Answer;
}

/** The bytes of an answer, as for pictures and files. */
export async function fetched(path: string, signal?: AbortSignal): Promise<Blob> {
  return await (await request("GET", path, undefined, signal)).blob();
}

export async function request(
  method: "GET" | "POST",
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = {
    Authorization: `Bearer ${token() ?? ""}`,
    "Accept-Language": language(),
  };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer: Response;
  try {
    answer = await fetch(API + path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem("not_running", "");
  }
  if (answer.ok) return answer;
  const { error } = (await answer.json().catch(() => UNREADABLE)) as ErrorAnswer;
  if (error.code === "window_closed") dropToken();
  throw new Problem(error.code, error.message);
}

const UNREADABLE: ErrorAnswer = { error: { code: "unreadable", message: "" } };

/** Waits for a job that was begun; gives what it gave. `saw` hears how far it is. */
export async function outcome<Result>(
  begun: Job,
  saw: (job: Job) => void = () => {},
  signal?: AbortSignal,
): Promise<Result> {
  for (;;) {
    const { job, result } = await ask<JobResult>("GET", `jobs/${begun.job}`, undefined, signal);
    saw(job);
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
    request.open("POST", `${API}uploads?${new URLSearchParams({ name: file.name })}`);
    request.setRequestHeader("Authorization", `Bearer ${token() ?? ""}`);
    request.setRequestHeader("Accept-Language", language());
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total }) => saw(total ? loaded / total : 0));
    request.addEventListener("error", () => reject(new Problem("not_running", "")));
    request.addEventListener("load", () => {
      if (request.status === 200) resolve(JSON.parse(request.responseText) as Upload);
      else reject(refusal(request.responseText));
    });
    request.send(file);
  });
}

function refusal(text: string): Problem {
  try {
    const { error } = JSON.parse(text) as ErrorAnswer;
    return new Problem(error.code, error.message);
  } catch {
    return new Problem("unreadable", "");
  }
}
