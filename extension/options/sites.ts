// The sites: each on or off, and what is collected on it; and the servers that were allowed one by one.

import { siteName } from "../../shared/site-names";
import { adapters } from "../adapters";
import { element, find } from "../shared/page";
import type { Settings } from "../shared/settings";
import { managed, read, write } from "../shared/stored";
import { text } from "../shared/texts";

type SiteList = "sitesOff" | "sitesWithoutPictures" | "sitesWithoutNetwork";

const COLUMNS: readonly [
  SiteList,
  "options.column.read" | "options.column.pictures" | "options.column.network",
][] = [
  ["sitesOff", "options.column.read"],
  ["sitesWithoutPictures", "options.column.pictures"],
  ["sitesWithoutNetwork", "options.column.network"],
];
const GENERAL: Partial<Record<SiteList, "pictures" | "network">> = {
  sitesWithoutPictures: "pictures",
  sitesWithoutNetwork: "network",
};

export async function showSites(): Promise<void> {
  const [stored, set] = await Promise.all([
    read("sitesOff", "sitesWithoutPictures", "sitesWithoutNetwork", "pictures", "network"),
    managed(),
  ]);
  const focused = document.activeElement?.id;
  find("sites")
    .querySelector("tbody")
    ?.replaceChildren(...adapters.map(({ id }) => row(id, stored, set)));
  find("sites-set").hidden = !COLUMNS.some(([list]) => list in set);
  if (focused?.startsWith("sites")) document.getElementById(focused)?.focus();
}

function row(
  site: string,
  stored: Pick<Settings, SiteList | "pictures" | "network">,
  set: Partial<Settings>,
): HTMLElement {
  const name = element("th", "", siteName(site));
  name.setAttribute("scope", "row");
  const isOff = stored.sitesOff.includes(site);
  const cells = COLUMNS.map(([list, column]) => {
    const general = GENERAL[list];
    const box = document.createElement("input");
    box.type = "checkbox";
    box.id = `${list}-${site}`;
    box.checked = !stored[list].includes(site) && (general === undefined || (!isOff && stored[general]));
    box.disabled = list in set || (general !== undefined && (isOff || !stored[general]));
    box.setAttribute("aria-label", `${siteName(site)}: ${text(column)}`);
    box.addEventListener("change", () => void choose(list, site, box.checked));
    return element("td", "", box);
  });
  return element("tr", "", name, ...cells);
}

async function choose(list: SiteList, site: string, isOn: boolean): Promise<void> {
  const { [list]: before } = await read(list);
  const others = before.filter((other) => other !== site);
  await write({ [list]: isOn ? others : [...others, site] });
}

export async function showServers(): Promise<void> {
  const { servers } = await read("servers");
  find("servers").hidden = servers.length === 0;
  const hadFocus = find("server-list").contains(document.activeElement);
  find("server-list").replaceChildren(
    ...servers.map((server) => {
      const button = element("button", "link", text("options.removeServer"));
      const host = new URL(server.pages.slice(0, -1)).host;
      button.setAttribute("aria-label", `${text("options.removeServer")}: ${host}`);
      button.addEventListener("click", () => {
        void chrome.permissions.remove({ origins: [server.pages, ...server.pictures] });
      });
      return element("li", "", element("span", "", host), button);
    }),
  );
  if (hadFocus) document.querySelector<HTMLElement>("#server-list button, #sites input")?.focus();
}
