#!/usr/bin/env bash
# One would guess: `querySelectorAll` of an element finds at least what `querySelector` of the same element finds by the same
# selector; and what stands left in a selector may be the element itself or what it lies in, as in every browser: whoever
# has a list in hand asks it for "#list > .row:not([hidden])".
# What happens: in jsdom one row is found and, when all are asked for, none, as soon as the selector has any pseudo-class
# (:not, :is, :has, :first-child) and its left part is the element or lies round it. `matches` says yes of each row,
# the document finds them, and without the pseudo-class, or with `:scope` in place of the name, all is well. Nothing is
# raised, so that a test of "no row is left" holds, and one of a reader of pages sees an empty page. linkedom finds them.
# Seen on 2026-11-30 with jsdom 27.3.0 (its dom-selector 6.8.1), linkedom 0.18.15, Node 20.20.2; all / one / all in the document:
#   #list > .row                 jsdom 3 / 1 / 3   linkedom 3 / 1 / 3
#   :scope > .row:not([hidden])  jsdom 2 / 1 / 0   linkedom 2 / 1 / 0
#   #list > .row:not([hidden])   jsdom 0 / 1 / 2   linkedom 2 / 1 / 2
#   #list > .row:first-child     jsdom 0 / 1 / 1   linkedom 1 / 1 / 1
#   body .row:is(div)            jsdom 0 / 1 / 3   linkedom 3 / 1 / 3
#   #list .row:has(a)            jsdom 0 / 1 / 1   linkedom 1 / 1 / 1
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund "jsdom@27.3.0" "@asamuzakjp/dom-selector@6.8.1" "linkedom@0.18.15" >log 2>&1 \
  || { cat log; exit 1; }
node - <<'JS'
const { JSDOM } = require("jsdom");
const { parseHTML } = require("linkedom");
const page = `<!doctype html><html><body><div id="list"><div class="row"><a href="/ada">Ada</a></div>
  <div class="row" hidden>Ben</div><div class="row">Cyn</div></div></body></html>`;
const documents = { jsdom: () => new JSDOM(page).window.document, linkedom: () => parseHTML(page).document };
const ways = ["#list > .row", ":scope > .row:not([hidden])", "#list > .row:not([hidden])", "#list > .row:first-child", "body .row:is(div)", "#list .row:has(a)"];
const seen = ways.map((selector) => {
  const found = Object.values(documents).map((made) => {
    const document = made(); // a new one each time: nothing is remembered from an earlier question
    const list = document.getElementById("list");
    const whole = selector.startsWith(":scope") ? 0 : document.querySelectorAll(selector).length;
    return [list.querySelectorAll(selector).length, Number(list.querySelector(selector) !== null), whole].join(" / ");
  });
  console.log(selector.padEnd(28), "jsdom", found[0], "  linkedom", found[1]);
  return found;
});
const alike = seen.slice(0, 2).every(([jsdom, linkedom]) => jsdom === linkedom);
const none = seen.slice(2).every(([jsdom, linkedom]) => jsdom === linkedom.replace(/^\d+/, "0") && !linkedom.startsWith("0"));
process.exit(alike && none ? 0 : 1);
JS
