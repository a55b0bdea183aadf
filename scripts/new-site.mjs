// `npm run new-site NAME`: everything that a new site needs, ready to be made true: its adapter with its line in the
// index, made-up pages with what is expected of them, forms of its links, and its row in the README, as `npm run sites-table` makes
// it. A second word is another folder to write them in.

import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Writes the site's files under `root`; answers with their paths. Throws where the name does not fit or is taken. */
export async function newSite(root, name) {
  if (!/^[a-z][a-z0-9]{1,30}$/.test(name)) {
    throw new Error(
      `"${name}" is no name for a site: it needs 2 to 31 small letters and digits, a letter first.`,
    );
  }
  const files = { ...(await changed(root, name)), ...made(name) };
  for (const path of Object.keys(made(name))) {
    if (existsSync(join(root, path))) throw new Error(`${path} is already there.`);
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return Object.keys(files);
}

/** The files that name every site, with this one in its place of the alphabet. */
async function changed(root, name) {
  const index = await readFile(join(root, "extension/adapters/index.ts"), "utf8");
  const readme = await readFile(join(root, "README.md"), "utf8");
  if (index.includes(`"./${name}"`)) throw new Error(`The index already has a site called ${name}.`);
  const imports = [...index.matchAll(/^import \{ \w+ \} from "\.\/\w+";$/gm)].map(([line]) => line);
  const names = imports.map((line) => /"\.\/(\w+)"/.exec(line)[1]);
  const sorted = [...names, name].sort();
  const lines = sorted.map((site) => `import { ${site} } from "./${site}";`).join("\n");
  const list = `export const adapters: readonly Adapter[] = [\n${sorted.map((site) => `  ${site},\n`).join("")}];`;
  const start = index.indexOf(imports[0]);
  const end = index.indexOf(imports.at(-1)) + imports.at(-1).length;
  const withImports = index.slice(0, start) + lines + index.slice(end);
  const section = /^## Sites$.*?(?=^## )/ms.exec(readme)?.[0] ?? "";
  const rows = section.match(/^\| (?!site )[a-z].*$/gm);
  const row = `| ${name} | \`https://${name}.example/*\` | followers, following |  |`;
  const table = [...rows, row].sort().join("\n");
  return {
    "extension/adapters/index.ts": withImports.replace(/^export const adapters[^;]*;/m, list),
    "README.md": readme.replace(rows.join("\n"), table),
  };
}

/** The files that are the site's own. */
function made(name) {
  const pages = `tests/fixtures/pages/${name}`;
  return {
    [`extension/adapters/${name}.ts`]: adapter(name),
    [`tests/fixtures/links/${name}.json`]: json(links(name)),
    [`${pages}/profile-first.html`]: html(name, profile(name)),
    [`${pages}/profile-first.json`]: json(expectedProfile(name)),
    [`${pages}/followers-first.html`]: html(name, row(name, "tobias.fennimore", "Tobias Fennimore", 2)),
    [`${pages}/followers-first.json`]: json(expectedFollowers(name)),
  };
}

const adapter = (name) => `import type { Adapter, Patterns } from "./adapter";
import type { Layout } from "./layout";
import { readerOf } from "./patterns";
import { readLayout } from "./read-layout";

const HANDLE = "[\\\\w.]{1,30}";
const REST = "/?(?:\\\\?.*)?";

const patterns: Patterns = {
  hosts: ["(?:www\\\\.)?${name}\\\\.example"],
  accounts: [\`/@(?<handle>\${HANDLE})\${REST}\`],
  reserved: [],
  redirects: [],
  lists: [
    { kind: "followers", path: \`/@(?<handle>\${HANDLE})/followers\${REST}\` },
    { kind: "following", path: \`/@(?<handle>\${HANDLE})/following\${REST}\` },
  ],
  avatars: ["pictures\\\\.${name}\\\\.example/avatars/(?<id>\\\\d+\\\\.jpg)"],
  placeholders: ["pictures\\\\.${name}\\\\.example/avatars/none\\\\.jpg"],
  larger: [],
  home: { id: null, handle: "https://${name}.example/@{handle}" },
};

const layout: Layout = {
  main: "main, [role=main]",
  aside: "nav, aside, [role=navigation], [role=complementary]",
  profile: {
    place: "header",
    name: "h1",
    bio: ".bio",
    counts: { followers: 'a[href$="/followers"]', following: 'a[href$="/following"]' },
  },
  rows: { place: "[role=listitem]", byLinks: true },
  posts: [{ place: "article" }],
  post: /^\\/@(?<handle>[\\w.]+)\\/(?<post>\\d+)/u,
};

export const ${name}: Adapter = {
  id: "${name}",
  pages: ["https://${name}.example/*"],
  pictureHosts: ["https://pictures.${name}.example/*"],
  patterns,
  matches: (address) => readerOf(patterns).isOwn(address),
  extract: (document, address, corrected = patterns) =>
    readLayout("${name}", layout, document, address, readerOf(corrected)),
};
`;

const html = (name, main) =>
  `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${name}</title></head>\n<body>\n<main>\n${main}\n</main>\n</body>\n</html>\n`;

const picture = (name, number) => `https://pictures.${name}.example/avatars/${number}.jpg`;

const row = (name, handle, shown, number) =>
  `<div role="listitem"><a href="/@${handle}"><img src="${picture(name, number)}" alt=""></a><a href="/@${handle}">${shown}</a></div>`;

const profile = (name) =>
  `<header><img src="${picture(name, 1)}" alt=""><h1>Marla Quenby</h1><p class="bio">Bread.</p><a href="/@marla.quenby/followers">1,234</a></header>`;

const sighting = (name, handle, shown, number, rest) => ({
  ref: `${name}:handle:${handle}`,
  platform: name,
  handle,
  ...(shown ? { display_name: shown } : {}),
  address: `https://${name}.example/@${handle}`,
  ...(number ? { picture: { address: picture(name, number), picture_id: `${number}.jpg` } } : {}),
  ...rest,
});

function expectedProfile(name) {
  const address = `https://${name}.example/@marla.quenby`;
  const rest = { bio: "Bread.", counts: { followers: 1234 }, role: "profile", anchor: "Marla Quenby" };
  return {
    address,
    page: { platform: name, kind: "profile", address, title: name },
    accounts: [sighting(name, "marla.quenby", "Marla Quenby", 1, rest)],
    lists: [],
    activities: [],
  };
}

function expectedFollowers(name) {
  const address = `https://${name}.example/@marla.quenby/followers`;
  const member = { role: "row", anchor: "Tobias Fennimore" };
  const owner = sighting(name, "marla.quenby", null, null, { role: "profile" });
  return {
    address,
    page: { platform: name, kind: "list", address, title: name },
    accounts: [sighting(name, "tobias.fennimore", "Tobias Fennimore", 2, member), owner],
    lists: [
      { kind: "followers", owner: owner.ref, ended: true, members: [`${name}:handle:tobias.fennimore`] },
    ],
    activities: [],
  };
}

const links = (name) => ({
  page: `https://${name}.example/`,
  forms: [
    ["/@Marla.Quenby", "handle:marla.quenby"],
    [`https://www.${name}.example/@marla.quenby/?ref=x`, "handle:marla.quenby"],
    ["/@marla.quenby/followers", null],
    [`https://${name}.example.evil.example/@marla.quenby`, null],
  ],
});

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    const [name = "", root = fileURLToPath(new URL("..", import.meta.url))] = process.argv.slice(2);
    console.log(`Made or changed:\n${(await newSite(root, name)).join("\n")}`);
    console.log("Now make the declaration true, and the pages like the site's own.");
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
