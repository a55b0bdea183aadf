// Asks the companion over loopback for what is known of a page's accounts, and sends it the pictures that it wants. What
// waits is kept nowhere, and the companion has to prove itself once.

import { framed } from "../../../../extension/background/framing";
import { Challenge } from "../../../../extension/background/proof";
import type { Pairing } from "../../../../extension/shared/connection";
import type { AccountSighting, Badge, BatchAnswer, WantedPicture } from "../../../../shared/wire/types.gen";

const PICTURES_A_REQUEST = 8;
const DEADLINE_MS = 5000;
const SESSION = crypto.randomUUID();

/** The pairing is put beside this script when the browser runs: the companion knows the extension by its origin. */
async function greeted(): Promise<{ api: string; headers: Record<string, string> }> {
  const pairing: Pairing = await (await fetch(chrome.runtime.getURL("pairing.json"))).json();
  const api = `${pairing.origin}/api/v1`;
  const challenge = await Challenge.of(pairing);
  const { proof } = await (await fetch(`${api}/${challenge.path}`)).json();
  return { api, headers: { Authorization: `Bearer ${await challenge.passFor(proof)}` } };
}

let companion: ReturnType<typeof greeted> | undefined;

async function post<Answer>(path: string, type: string, body: BodyInit): Promise<Answer> {
  companion ??= greeted();
  const { api, headers } = await companion;
  const answer = await fetch(`${api}/${path}`, {
    method: "POST",
    body,
    headers: { ...headers, "Content-Type": type },
  });
  return await answer.json();
}

async function look(accounts: AccountSighting[], tab: number): Promise<void> {
  const tell = (badges: readonly Badge[]) => {
    const measured = badges.filter(({ evidence }) => evidence && evidence.status !== "waiting");
    if (measured.length > 0)
      void chrome.tabs.sendMessage(
        tab,
        measured.map(({ ref }) => ref),
      );
  };
  const batch = {
    key: crypto.randomUUID(),
    session: SESSION,
    tool_version: "least",
    observed_at: new Date().toISOString(),
    page: { platform: "facebook", kind: "list", address: "https://plain.example/" },
    accounts,
  };
  const said = await post<BatchAnswer>("observations", "application/json", JSON.stringify(batch));
  tell(said.badges);
  for (let first = 0; first < said.wanted.length; first += PICTURES_A_REQUEST)
    void measure(said.wanted.slice(first, first + PICTURES_A_REQUEST)).then(tell);
}

async function measure(wanted: readonly WantedPicture[]): Promise<readonly Badge[]> {
  const bytes = await Promise.all(
    wanted.map(async ({ address }) => new Uint8Array(await (await fetch(address)).arrayBuffer())),
  );
  const pictures = wanted.map((picture, place) => ({ ...picture, size: bytes[place]?.length ?? 0 }));
  const body = framed(
    { deadline_ms: DEADLINE_MS, pictures },
    bytes.map((each) => ({ bytes: each })),
  );
  const { badges } = await post<{ badges: Badge[] }>("pictures", "application/octet-stream", body);
  return badges;
}

chrome.runtime.onMessage.addListener((accounts: AccountSighting[], { tab }) => {
  if (tab?.id !== undefined) void look(accounts, tab.id);
});
