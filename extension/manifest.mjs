// One manifest for both browsers. What a site needs comes from its adapter's declaration.

import { readFileSync } from "node:fs";

/** Who the extension is, so that the companion's host knows it. */
const IDENTITY = JSON.parse(
  readFileSync(new URL("../companion/host/identity.json", import.meta.url), "utf8"),
);

const COMPANION = "http://127.0.0.1/*";

const PERMISSIONS = [
  "storage", // choices, the pairing, what waits
  "alarms", // tries again while the companion is away
  "scripting", // enters pages that were open before, and servers that were allowed
  "nativeMessaging", // the companion's host, which starts it and pairs this browser
  "activeTab", // one page, when its picture is to be checked or its kind to be recognised
];

const OWN = {
  chrome: {
    key: IDENTITY.chromium_key, // public: wherever the folder lies, the extension has the same id
    permissions: [...PERMISSIONS, "contextMenus"],
    background: { service_worker: "background.js" },
    storage: { managed_schema: "managed_schema.json" },
    minimum_chrome_version: "120",
  },
  firefox: {
    permissions: [...PERMISSIONS, "menus"], // the same, which also says what was pointed at
    background: { scripts: ["background.js"] },
    browser_specific_settings: {
      gecko: {
        id: IDENTITY.firefox_id,
        // Since then content scripts can style their shadow roots by style sheets of their own (its bug 1751346).
        strict_min_version: "153.0",
        // What leaves the browser for any other program counts, though that program is on the same computer.
        data_collection_permissions: {
          required: [
            "browsingActivity", // the addresses of the pages that accounts were seen on
            "searchTerms", // in the addresses and titles of the sites' own search pages
            "websiteContent", // profile pictures, names, lists
            "personallyIdentifyingInfo", // names, handles and faces of the accounts' owners
            "personalCommunications", // public posts, where the network is built
          ],
        },
      },
    },
  },
};

/**
 * @param {"chrome" | "firefox"} browser
 * @param {{version: string, adapters: readonly {pages: readonly string[], pictureHosts: readonly string[], optionalPages?: readonly string[]}[]}} parts
 */
export function manifest(browser, { version, adapters }) {
  const pages = [...new Set(adapters.flatMap((adapter) => adapter.pages))];
  const pictureHosts = adapters.flatMap((adapter) => adapter.pictureHosts);
  const optional = [...new Set(adapters.flatMap((adapter) => adapter.optionalPages ?? []))];
  return {
    manifest_version: 3,
    name: "__MSG_extensionName__",
    description: "__MSG_extensionDescription__",
    default_locale: "en",
    version,
    icons: icons(),
    action: { default_title: "__MSG_extensionName__", default_popup: "popup.html", default_icon: icons() },
    options_ui: { page: "options.html", open_in_tab: true },
    host_permissions: [...new Set([COMPANION, ...pages, ...pictureHosts])],
    optional_host_permissions: optional,
    content_scripts: [
      // So early that what may be read is known when there is something to read.
      { matches: pages, js: ["content.js"], run_at: "document_start" },
      { matches: [COMPANION], js: ["setup-page.js"], run_at: "document_end" },
    ],
    content_security_policy: {
      // Said in full: Firefox's own default would turn http://127.0.0.1 into https.
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' https: http://127.0.0.1:*",
    },
    ...OWN[browser],
  };
}

function icons() {
  return Object.fromEntries([16, 32, 48, 128].map((size) => [size, `icons/mark-${size}.png`]));
}
