// What the companion tells as it happens: server-sent events, read by fetch, since they need the token.

import { useEffect } from "preact/hooks";
import { opened } from "./companion";

/** `store`: anything that is kept. `seen`: what figures and analyses rest on. */
export type Subject = "store" | "seen" | "jobs";
type Listener = (subject: Subject) => void;

const AGAIN_MS = 3000;
const listeners = new Set<Listener>();
let listening = false;

/** Calls `heard` whenever something of the subject changes, as long as the view is there. */
export function useLive(subject: Subject, heard: () => void): void {
  useEffect(() => {
    const listener: Listener = (changed) => {
      if (changed === subject) heard();
    };
    listeners.add(listener);
    void listen();
    return () => {
      listeners.delete(listener);
    };
  });
}

async function listen(): Promise<void> {
  if (listening) return;
  listening = true;
  for (let isFirst = true; ; isFirst = false) {
    try {
      const answer = await opened("events");
      // Nobody told what happened until now: work may have begun, and more while the companion was away.
      tell(isFirst ? ["jobs"] : ["store", "seen", "jobs"]);
      await hear(answer);
    } catch {
      // The companion ended; when it is back, all is asked anew.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

function tell(subjects: readonly Subject[]): void {
  for (const subject of subjects) {
    for (const listener of listeners) listener(subject);
  }
}

async function hear(answer: Response): Promise<void> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  while (reader) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!line.startsWith("data: ")) continue;
      const subjects: Subject[] = JSON.parse(line.slice(6));
      tell(subjects);
    }
  }
}
