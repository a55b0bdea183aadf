// Asks the companion over loopback for what is known of a page's accounts, and sends it the pictures that it wants. What
// waits is kept nowhere, and the companion has to prove itself once.

import { framed } from "../../../../extension/background/framing";
import { Challenge } from "../../../../extension/background/proof";
import type { Pairing } from "../../../../extension/shared/connection";
import type { AccountSighting, Badge, BatchAnswer, WantedPicture } from "../../../../shared/wire/types.gen";

const PICTURES_A_REQUEST = 8;
const DEADLINE_MS = 5000;
const AGAIN_MS = 1000;
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

async function asked<Answer>(path: string, request: RequestInit = {}, type?: string): Promise<Answer> {
  companion ??= greeted();
  const { api, headers } = await companion;
  const more = type ? { "Content-Type": type } : {};
  const answer = await fetch(`${api}/${path}`, { ...request, headers: { ...headers, ...more } });
  return await answer.json();
}

async function post<Answer>(path: string, type: string, body: BodyInit): Promise<Answer> {
  return await asked(path, { method: "POST", body }, type);
}

async function look(accounts: AccountSighting[], tab: number): Promise<void> {
  const tell = async (badges: readonly Badge[]): Promise<void> => {
    const refs = badges.filter(isMeasured).map(({ ref }) => ref);
    if (refs.length > 0) void chrome.tabs.sendMessage(tab, refs);
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
  void tell(said.badges);
  for (let first = 0; first < said.wanted.length; first += PICTURES_A_REQUEST)
    void measure(said.wanted.slice(first, first + PICTURES_A_REQUEST), tell);
}

function isMeasured({ evidence }: Badge): boolean {
  return evidence != null && evidence.status !== "waiting";
}

async function measure(
  wanted: readonly WantedPicture[],
  tell: (badges: readonly Badge[]) => Promise<void>,
): Promise<void> {
  const bytes = await Promise.all(
    wanted.map(async ({ address }) => new Uint8Array(await (await fetch(address)).arrayBuffer())),
  );
  const pictures = wanted.map((picture, place) => ({ ...picture, size: bytes[place]?.length ?? 0 }));
  const body = framed(
    { deadline_ms: DEADLINE_MS, pictures },
    bytes.map((each) => ({ bytes: each })),
  );
  let { badges } = await post<{ badges: Badge[] }>("pictures", "application/octet-stream", body);
  await tell(badges);
  // On a busy machine the companion answers before all are measured.
  for (let late = refsOf(badges); late.length > 0; late = refsOf(badges)) {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    const of = late.map((ref) => `ref=${encodeURIComponent(ref)}`).join("&");
    ({ badges } = await asked<{ badges: Badge[] }>(`badges?${of}`));
    await tell(badges);
  }
}

function refsOf(badges: readonly Badge[]): string[] {
  return badges.filter((badge) => !isMeasured(badge)).map(({ ref }) => ref);
}

chrome.runtime.onMessage.addListener((accounts: AccountSighting[], { tab }) => {
  if (tab?.id !== undefined) void look(accounts, tab.id);
});
