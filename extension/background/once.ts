// What is done once in a run of the browser, which may outlive many of the worker.

const DONE = "done";
/** Whether it was, as far as this worker knows. */
const known = new Map<string, boolean>();
/** In this run of the browser, in an order of its own: what two ask for at once is done by one. */
let noted: Promise<unknown> = Promise.resolve();

async function doneSoFar(): Promise<string[]> {
  const { [DONE]: done = [] } = await chrome.storage.session.get<{ [DONE]?: string[] }>(DONE);
  return done;
}

export async function wasDone(what: string): Promise<boolean> {
  return (await doneSoFar()).includes(what);
}

/** Whether it is the first time in this run of the browser; from then on it is not. */
export async function firstTime(what: string): Promise<boolean> {
  if (known.get(what)) return false;
  known.set(what, true);
  const first = noted.then(async () => {
    const done = await doneSoFar();
    if (done.includes(what)) return false;
    await chrome.storage.session.set({ [DONE]: [...done, what] });
    return true;
  });
  noted = first.catch(() => {});
  return await first;
}

/** From here on it is to be done once more. */
export async function toBeDoneAgain(what: string): Promise<void> {
  if (known.get(what) === false) return;
  known.set(what, false);
  const forgotten = noted.then(async () => {
    const done = await doneSoFar();
    if (done.includes(what))
      await chrome.storage.session.set({ [DONE]: done.filter((each) => each !== what) });
  });
  noted = forgotten.catch(() => {});
  await forgotten;
}
