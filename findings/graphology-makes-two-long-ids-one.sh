#!/usr/bin/env bash
# One would guess: a node's attribute that a file declares as `long`, as Gephi, networkx and igraph write whole numbers, is
# read as the number that stands there; or, where the language has no such numbers, as its text.
# What happens: graphology's readers of GEXF and GraphML (those of Gephi Lite) make a floating-point number of it. Ids of
# 17 digits and more, as of posts and accounts on X, TikTok and Instagram, end in other digits then, and two accounts
# whose ids differ in the last digits have one and the same, without a word. networkx reads both as they stand.
# Seen on 2026-12-01 with graphology 0.26.0, graphology-gexf 0.13.2, graphology-graphml 0.5.2, Node 20.20.2, networkx 3.6.1:
#   networkx, gexf: [1234567890123456788, 1234567890123456789]
#   networkx, graphml: [1234567890123456788, 1234567890123456789]
#   graphology, gexf: ["1234567890123456800","1234567890123456800"]
#   graphology, graphml: ["1234567890123456800","1234567890123456800"]
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund "graphology@0.26.0" "graphology-gexf@0.13.2" "graphology-graphml@0.5.2" \
  "graphology-types@0.24.8" >log 2>&1 || { cat log; exit 1; }
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "networkx==3.6.1" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import networkx

graph = networkx.DiGraph()
graph.add_node("ada", user_id=1234567890123456788)
graph.add_node("ben", user_id=1234567890123456789)
networkx.write_gexf(graph, "ids.gexf")
networkx.write_graphml(graph, "ids.graphml")
for name, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
    print(f"networkx, {name}:", [each for _, each in read(f"ids.{name}").nodes(data="user_id")])
PYTHON
node - <<'JS'
const fs = require("node:fs");
const Graph = require("graphology");
const distinct = ["gexf", "graphml"].map((name) => {
  const graph = require(`graphology-${name}`).parse(Graph, fs.readFileSync(`ids.${name}`, "utf8"));
  const ids = graph.mapNodes((_, about) => String(about.user_id));
  console.log(`graphology, ${name}:`, JSON.stringify(ids));
  return new Set(ids).size;
});
process.exit(distinct.every((count) => count === 1) ? 0 : 1);
JS
