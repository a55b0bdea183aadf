// The least that any extension does to a list of people: it reads the rows, and draws a plain badge beside each picture
// that its background says was measured.

import type { AccountSighting } from "../../../../shared/wire/types.gen";

const links = new Map<string, Element>();
const accounts: AccountSighting[] = [];

for (const picture of document.querySelectorAll("[role=main] a[href] image")) {
  const link = picture.closest("a");
  const address = picture.getAttribute("xlink:href");
  if (!link || !address) continue;
  const { searchParams, pathname } = new URL(link.href);
  const id = searchParams.get("id");
  const handle = pathname.split("/")[1] ?? "";
  const key = id ? { account_id: id } : { handle };
  const ref = `facebook:${id ? `id:${id}` : `handle:${handle}`}`;
  links.set(ref, link);
  accounts.push({ ref, platform: "facebook", role: "row", picture: { address }, ...key });
}

chrome.runtime.onMessage.addListener((measured: string[]) => {
  for (const ref of measured) {
    const badge = document.createElement("span");
    badge.dataset.least = "badge";
    badge.textContent = "••";
    links.get(ref)?.after(badge);
  }
});
void chrome.runtime.sendMessage(accounts);
