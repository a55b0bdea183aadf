// What this browser and the companion have to agree on: what is kept of pictures, and what patterns.json corrects,
// how the companion is started again once it does not run, and whether this is the extension that it has.

import { build } from "../shared/build";
import { read, write } from "../shared/stored";
import type { CompanionClient } from "./companion-client";

/** A file that a person edits takes effect within this time. */
const LOOKED_AGAIN_AFTER_MS = 60_000;

let lookedAt = Number.NEGATIVE_INFINITY;

/** Says what was chosen, if it was not said yet, and learns the corrections. */
export async function agreeWithCompanion(client: CompanionClient): Promise<void> {
  const { connection, consentedAt, start } = await read("connection", "consentedAt", "start");
  if (connection.state !== "connected" || consentedAt === null) return;
  await sayKeeping(client);
  if (start !== null && Date.now() - lookedAt < LOOKED_AGAIN_AFTER_MS) return;
  lookedAt = Date.now();
  await learnCorrections(client);
  await learnStart(client);
}

async function sayKeeping(client: CompanionClient): Promise<void> {
  const { keepPictures, keepPicturesSaid } = await read("keepPictures", "keepPicturesSaid");
  if (keepPictures === keepPicturesSaid) return;
  const outcome = await client.keep({ keep_pictures: keepPictures });
  if (outcome.kind === "answer") await write({ keepPicturesSaid: keepPictures });
}

async function learnCorrections(client: CompanionClient): Promise<void> {
  const outcome = await client.corrections();
  if (outcome.kind !== "answer") return;
  const { corrections, problem = null } = outcome.value;
  const before = await read("corrections", "correctionsProblem");
  const now = { corrections: corrections.sites ?? {}, correctionsProblem: problem };
  if (JSON.stringify(before) !== JSON.stringify(now)) await write(now);
}

async function learnStart(client: CompanionClient): Promise<void> {
  const outcome = await client.start();
  if (outcome.kind !== "answer") return;
  const before = await read("start", "otherBuild");
  const { lines, extension = null } = outcome.value;
  const now = { start: lines, otherBuild: extension !== null && extension !== build() };
  if (JSON.stringify(before) !== JSON.stringify(now)) await write(now);
}
