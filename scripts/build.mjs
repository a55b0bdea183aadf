// Builds the extension (dist/chrome, dist/firefox) and the companion's pages (companion/window/dist). `--watch`
// builds again at each change.

import { createHash } from "node:crypto";
import { watch } from "node:fs";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build as bundle } from "esbuild";
import { TEXTS, textsForEsbuild, textsOf } from "./texts.mjs";
import { loaded } from "./typescript-exports.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const EXTENSION = join(ROOT, "extension");
const SHARED = join(ROOT, "shared");
const WINDOW = join(ROOT, "companion", "window");
const WINDOW_PAGES = join(WINDOW, "pages");
const WINDOW_BUILT = join(WINDOW, "dist");
const LOOK = join(WINDOW, "look.css");
const BROWSERS = ["chrome", "firefox"];

const CLASSIC_SCRIPTS = {
  background: join(EXTENSION, "background", "background.ts"),
  content: join(EXTENSION, "content", "content.ts"),
  "setup-page": join(EXTENSION, "content", "setup-page.ts"),
  check: join(EXTENSION, "content", "check.ts"),
};
const PAGE_SCRIPTS = {
  popup: join(EXTENSION, "popup", "popup.ts"),
  options: join(EXTENSION, "options", "options.ts"),
  welcome: join(EXTENSION, "welcome", "welcome.ts"),
  "check-page": join(EXTENSION, "check", "check-page.ts"),
  enter: join(EXTENSION, "enter", "enter.ts"),
  pair: join(EXTENSION, "pair", "pair.ts"),
};
/** A script whose value its caller gets: what it exports. */
const ANSWERING_SCRIPTS = { recognise: join(EXTENSION, "content", "recognise.ts") };
const OWN_PAGES = ["popup", "options", "welcome", "check", "enter", "pair"];
/** In extension/shared/build.ts. */
const PLACE_OF_MARK = "@MARK@";
const MARK_DIGITS = 8;
const PAGE_PARTS = new Set([".html", ".css", ".svg"]);

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  write: false,
  legalComments: "none",
  charset: "utf8",
  loader: { ".css": "text" },
  plugins: [textsForEsbuild],
  target: ["chrome120", "firefox153"],
  logLevel: "warning",
};

/** The window's views are loaded when they are shown, each with its styles; all wear one file of styles. */
const OF_THE_WINDOW = {
  loader: { ".css": "css" },
  jsx: "automatic",
  jsxImportSource: "preact",
  splitting: true,
  minify: true,
  chunkNames: "parts/[name]-[hash]",
};

async function build() {
  const began = performance.now();
  const [extension, pages] = await Promise.all([extensionFiles(), pageFiles()]);
  await Promise.all([
    ...BROWSERS.map((browser) => put(join(ROOT, "dist", browser), extension[browser])),
    put(WINDOW_BUILT, pages),
  ]);
  console.log(
    `built dist/chrome, dist/firefox and companion/window/dist in ${Math.round(performance.now() - began)} ms`,
  );
}

/** The whole unpacked extension for each browser: path → bytes. */
async function extensionFiles() {
  const [version, { adapters }, { managedSchema }, scripts, parts] = await Promise.all([
    companionVersion(),
    loaded(join(EXTENSION, "adapters", "index.ts"), COMMON),
    loaded(join(EXTENSION, "shared", "settings.ts"), COMMON),
    bundledScripts(),
    extensionParts(),
  ]);
  parts.set("managed_schema.json", asJson(managedSchema()));
  const { manifest } = await import(`../extension/manifest.mjs?${Date.now()}`);
  const manifests = BROWSERS.map((browser) => asJson(manifest(browser, { version, adapters })));
  const shared = new Map([...scripts, ...parts]);
  const mark = markOf([...inOrder(shared), ...manifests]);
  for (const [name, content] of scripts)
    shared.set(name, Buffer.from(content.toString().replaceAll(PLACE_OF_MARK, mark)));
  shared.set("build.txt", Buffer.from(`${version}+${mark}\n`));
  return Object.fromEntries(
    BROWSERS.map((browser, at) => [browser, new Map([...shared, ["manifest.json", manifests[at]]])]),
  );
}

/** By their names: folders are read in any order. */
function inOrder(files) {
  return [...files.keys()].sort().map((name) => files.get(name));
}

/** Of all that was built for both browsers, as extension/shared/build.ts says it. */
function markOf(contents) {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content);
  return hash.digest("hex").slice(0, MARK_DIGITS);
}

function asJson(content) {
  return Buffer.from(`${JSON.stringify(content, null, 2)}\n`);
}

async function bundledScripts() {
  const answering = { globalName: "eyelineAnswer", footer: { js: "eyelineAnswer.default;" } };
  return [
    ...(await bundled(CLASSIC_SCRIPTS, "iife")),
    ...(await bundled(ANSWERING_SCRIPTS, "iife", answering)),
    ...(await bundled(PAGE_SCRIPTS, "esm")),
  ];
}

/** What is no script of ours. The extension's pages wear the companion's look. */
async function extensionParts() {
  const files = new Map();
  const frame = await readFile(join(EXTENSION, "page.html"), "utf8");
  for (const page of OWN_PAGES) {
    for (const path of await filesIn(join(EXTENSION, page))) {
      if (PAGE_PARTS.has(extname(path))) files.set(basename(path), await readFile(path));
    }
    files.set(`${page}.html`, framed(frame, page, files.get(`${page}.html`).toString()));
  }
  files.set("pages.css", await readFile(join(EXTENSION, "pages.css")));
  files.set("look.css", await readFile(LOOK));
  for (const path of await filesIn(join(EXTENSION, "icons"))) {
    files.set(relative(EXTENSION, path), await readFile(path));
  }
  for (const [language, { name, description }] of Object.entries(textsOf("extension"))) {
    const messages = { extensionName: { message: name }, extensionDescription: { message: description } };
    files.set(join("_locales", language.replace("-", "_"), "messages.json"), asJson(messages));
  }
  return files;
}

/** A whole page of the extension: the head that all of them have, and its own content. */
function framed(frame, page, content) {
  const script = page in PAGE_SCRIPTS ? page : `${page}-page`;
  const named = frame.replace("PAGE.css", `${page}.css`).replace("PAGE.js", `${script}.js`);
  return Buffer.from(named.replace("<!-- content -->\n", () => content));
}

/** The companion's pages: each script at the top of their folder is bundled, pages, styles and drawings are copied. */
async function pageFiles() {
  const entries = { "layout-worker": join(WINDOW, "graph", "layout-worker.ts") };
  const files = new Map([["look.css", await readFile(LOOK)]]);
  for (const name of await readdir(WINDOW_PAGES)) {
    if (/\.tsx?$/.test(name)) entries[basename(name, extname(name))] = join(WINDOW_PAGES, name);
    if (PAGE_PARTS.has(extname(name))) files.set(name, await readFile(join(WINDOW_PAGES, name)));
    if (name.endsWith(".html")) files.set(name, withoutScript(files.get(name).toString()));
  }
  return new Map([...files, ...(await bundled(entries, "esm", OF_THE_WINDOW))]);
}

/** Where no script can choose a language, the page says it in all of them. */
function withoutScript(page) {
  const said = Object.entries(textsOf("window")).map(
    ([language, { common }]) => `<p lang="${language}" class="problem">${common.noScript}</p>`,
  );
  return Buffer.from(page.replace("<!-- common.noScript -->", said.join("")));
}

async function bundled(entryPoints, format, more = {}) {
  const outdir = join(ROOT, "out");
  const { outputFiles } = await bundle({ ...COMMON, ...more, entryPoints, format, outdir });
  return outputFiles.map((file) => [relative(outdir, file.path), Buffer.from(file.contents)]);
}

async function companionVersion() {
  const text = await readFile(join(ROOT, "companion", "__init__.py"), "utf8");
  const version = /^__version__ = "([^"]+)"$/m.exec(text)?.[1];
  if (!version) throw new Error("companion/__init__.py names no __version__");
  return version;
}

async function filesIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Makes `folder` hold exactly `files`; one that is already right is not touched, so that a browser may keep it open. */
async function put(folder, files) {
  await mkdir(folder, { recursive: true });
  for (const path of await filesIn(folder)) {
    if (!files.has(relative(folder, path))) await rm(path);
  }
  for (const [name, content] of files) {
    const path = join(folder, name);
    if (await holds(path, content)) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

async function holds(path, content) {
  const there = await stat(path).catch(() => null);
  return there?.size === content.length && (await readFile(path)).equals(content);
}

function watchSources() {
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => build().catch((error) => console.error(error.message)), 100);
  };
  for (const folder of [SHARED, EXTENSION, WINDOW, TEXTS]) {
    watch(folder, { recursive: true }, (_, name) => {
      if (!join(folder, name ?? "").startsWith(WINDOW_BUILT)) again();
    });
  }
}

await build();
if (process.argv.includes("--watch")) watchSources();
