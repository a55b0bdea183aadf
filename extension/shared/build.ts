// Which extension this is, as it says with what it observes and as the companion finds it in its own folder.

/** scripts/build.mjs puts the mark of what it has built here: the same sources have the same. */
const MARK = "@MARK@";

/** VERSION+MARK */
export function build(): string {
  return `${chrome.runtime.getManifest().version}+${MARK}`;
}
