#!/usr/bin/env bash
# One would guess: of two elements of a page one comes first, and `compareDocumentPosition` says which in linkedom as in a
# browser, where asking the other way round gives the opposite (2 for before, 4 after); so links that were gathered by several
# selectors are put in the page's order by sorting with it.
# What happens: it is right for siblings and for what lies in the other. Of two that stand in different rows of a list each is
# said to come before the other, whichever is asked; and one that lies less deep than the other is always the first, also at
# the end of the page. So sorted links are in an order that is neither the page's nor its reverse and depends on how
# they stood before, and who counts from a heading to "the first link after it" takes another's. Nothing is raised.
# Seen on 2026-11-30 with linkedom 0.18.15, jsdom 27.3.0, Node 20.20.2; links of four rows and one below the list:
#   jsdom: Ada to Ben 4, Ben to Ada 2, Ada to Eve 4; sorted: Ada, Ben, Cyn, Dov, Eve
#   linkedom: Ada to Ben 2, Ben to Ada 2, Ada to Eve 2; sorted: Eve, Dov, Ben, Ada, Cyn
#   rows among each other: jsdom 4 and 2, linkedom 4 and 2
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund "linkedom@0.18.15" "jsdom@27.3.0" >log 2>&1 || { cat log; exit 1; }
node - <<'JS'
const { parseHTML } = require("linkedom");
const { JSDOM } = require("jsdom");
const page = `<!doctype html><html><body><ul><li><a>Ada</a></li><li><a>Ben</a></li><li><div><a>Cyn</a></div></li>
  <li><a>Dov</a></li></ul><a>Eve</a></body></html>`;

function order(name, document) {
  const links = [...document.querySelectorAll("a")];
  const [ada, ben, , , eve] = links;
  const asked = [[ada, ben], [ben, ada], [ada, eve]].map(([from, to]) => from.compareDocumentPosition(to));
  const sorted = [...links].reverse().sort((one, other) => (one.compareDocumentPosition(other) & 4 ? -1 : 1));
  const names = sorted.map((link) => link.textContent).join(", ");
  console.log(`${name}: Ada to Ben ${asked[0]}, Ben to Ada ${asked[1]}, Ada to Eve ${asked[2]}; sorted: ${names}`);
  const [first, second] = document.querySelectorAll("li");
  return { asked: asked.join(), names, rows: `${first.compareDocumentPosition(second)} and ${second.compareDocumentPosition(first)}` };
}

const right = order("jsdom", new JSDOM(page).window.document);
const wrong = order("linkedom", parseHTML(page).document);
console.log(`rows among each other: jsdom ${right.rows}, linkedom ${wrong.rows}`);
const browsers = right.asked === "4,2,4" && right.names === "Ada, Ben, Cyn, Dov, Eve" && right.rows === "4 and 2";
process.exit(browsers && wrong.asked === "2,2,2" && wrong.names !== right.names && wrong.rows === right.rows ? 0 : 1);
JS
