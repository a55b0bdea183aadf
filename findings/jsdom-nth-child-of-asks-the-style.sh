#!/usr/bin/env bash
# One would guess: `:nth-child(2 of .row)`, with which one names the second row of a list between whose rows stand
# advertisements, finds in jsdom what it finds in a browser, or is refused; and finds the same each time it is asked.
# What happens: it goes by the tree alone in a browser; in jsdom (its dom-selector) a row counts only if it is visible, so
# that after a hidden row all have another number. And to know that, it asks for the computed style, for which jsdom
# compares its own rules with the same document's one finder, in the middle of its work: the first `querySelectorAll` of
# such a selector comes back empty, the second is answered. Nothing is raised. So a test of "there is no such row" holds,
# and whether one of "there is" does, depends on what was asked before. Without "of" all agree.
# Seen on 2026-11-30 with jsdom 27.3.0, dom-selector 6.8.1 (and 29.1.1, 7.1.1), Node 20.20.2, Chromium 156.0.8078.114,
# playwright 1.65.2; asked are the second row, twice, the first where the first is hidden, twice, and that without "of":
#   jsdom: [], [ben], [], [ben], [ada]
#   Chromium: [ben], [ben], [ada], [ada], [ada]
# Ends with 0 while it is so, with 1 when it has changed. CHROMIUM names the browser.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"overrides": {"@asamuzakjp/dom-selector": "6.8.1"}}' >package.json
npm install --silent --no-audit --no-fund "jsdom@27.3.0" >log 2>&1 || { cat log; exit 1; }
cat >list.html <<'HTML'
<!doctype html><ul id="mixed"><li class="ad">ad</li><li class="row">ada</li><li class="ad">ad</li><li class="row">ben</li></ul>
<ul id="folded"><li class="row" style="display: none">ada</li><li class="row">ben</li></ul>
HTML
cat >ask.js <<'JS'
const [mixed, folded] = ["#mixed > :nth-child(2 of .row)", "#folded > :nth-child(1 of .row)"];
[mixed, mixed, folded, folded, "#folded > :nth-child(1)"]
  .map((selector) => `[${[...document.querySelectorAll(selector)].map((row) => row.textContent)}]`).join(", ")
JS
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "playwright==1.65.2" 2>log || { cat log; exit 1; }
by_jsdom=$(node -e '
  const { JSDOM } = require("jsdom");
  const read = (name) => require("node:fs").readFileSync(name, "utf8");
  console.log(new JSDOM(read("list.html"), { runScripts: "outside-only" }).window.eval(read("ask.js")));')
by_chromium=$(CHROMIUM=${CHROMIUM:-$(command -v chromium)} venv/bin/python - <<'PYTHON'
import os
from pathlib import Path

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"])
    page = browser.new_page()
    page.set_content(Path("list.html").read_text())
    print(page.evaluate(Path("ask.js").read_text()))
    browser.close()
PYTHON
)
echo "jsdom: $by_jsdom"
echo "Chromium: $by_chromium"
[ "$by_jsdom" = "[], [ben], [], [ben], [ada]" ] && [ "$by_chromium" = "[ben], [ben], [ada], [ada], [ada]" ]
