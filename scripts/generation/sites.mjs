// Standard output: of each site's declaration what an import needs, as JSON.

import { fileURLToPath } from "node:url";
import { loaded } from "../typescript-exports.mjs";

const { adapters } = await loaded(
  fileURLToPath(new URL("../../extension/adapters/index.ts", import.meta.url)),
);

const declared = adapters.map(({ id, patterns }) => {
  const {
    hosts,
    accounts,
    reserved,
    redirects,
    avatars,
    placeholders,
    larger,
    handlesHaveHosts = false,
  } = patterns;
  const home = handlesHaveHosts ? null : patterns.home.handle;
  return [
    id,
    { home, hosts, accounts, reserved, handlesHaveHosts, redirects, avatars, placeholders, larger },
  ];
});
process.stdout.write(`${JSON.stringify(Object.fromEntries(declared), null, 2)}\n`);
