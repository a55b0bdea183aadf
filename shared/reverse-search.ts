// Services that look for a picture elsewhere on the web. They are asked only by a person's click, and told no more than
// the picture's address, so only such an address is given to them as anybody on the web could open.

interface Search {
  name: string;
  address: string;
}

/** Searches for the picture at this address; none where the address is not one of the public web. */
export function searchesFor(picture: string | null | undefined): Search[] {
  const address = publicAddress(picture ?? "");
  if (address === null) return [];
  const url = encodeURIComponent(address);
  return [
    { name: "Google Lens", address: `https://lens.google.com/uploadbyurl?url=${url}` },
    { name: "TinEye", address: `https://tineye.com/search?url=${url}` },
    { name: "Yandex", address: `https://yandex.com/images/search?rpt=imageview&url=${url}` },
    { name: "Bing", address: `https://www.bing.com/images/search?view=detailv2&iss=sbi&q=imgurl:${url}` },
  ];
}

const LONGEST = 4000;
/** Names that no public server has: one label, and what is kept for private networks and tests (RFC 6761, 6762, 8375). */
const NOT_PUBLIC =
  /^[^.]*$|\.(localhost|local|internal|lan|home|corp|home\.arpa|test|example|invalid|onion)$/;
const NUMBER = /^[\d.]+$|^\[/;

function publicAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const host = url.hostname.replace(/\.$/, "");
  const isOpen = url.protocol === "https:" && url.port === "" && url.username === "" && url.password === "";
  if (!isOpen || NUMBER.test(host) || NOT_PUBLIC.test(host)) return null;
  url.hash = "";
  return url.href.length <= LONGEST ? url.href : null;
}
