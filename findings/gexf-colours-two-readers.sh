#!/usr/bin/env bash
# One would guess: GEXF that graphology's own writer makes (the library of Gephi Lite) opens in networkx with the places
# and colours that it was drawn with, as both say that they know versions 1.2 and 1.3.
# What happens: neither does. As 1.2 the graph is read, and all places, sizes and colours are silently gone: the writer
# declares the namespace of `viz` as "http:///www.gexf.net/1.1draft/viz", with three slashes and of another version. As
# 1.3 nothing is read: the writer gives a colour as hex="#0072b2", which the grammar of 1.3 lets it; networkx looks for
# r, g and b only, and ends with TypeError. What both understand is 1.3 with the colour given as "rgb(0,114,178)".
# Seen on 2026-11-30 with graphology-gexf 0.13.2, graphology 0.26.0, networkx 3.6.1, Node 20.20.2, Python 3.11.7:
#   1.2: 2 nodes, viz: None
#   1.3, #0072b2: TypeError int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
#   1.3, rgb(0,114,178): {'r': 0, 'g': 114, 'b': 178, 'a': 1.0}
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund "graphology@0.26.0" "graphology-gexf@0.13.2" "graphology-types@0.24.8" >log 2>&1 \
  || { cat log; exit 1; }
node - <<'JS'
const fs = require("node:fs");
const Graph = require("graphology");
const gexf = require("graphology-gexf");
for (const [name, version, color] of [["old", "1.2", "#0072b2"], ["hex", "1.3", "#0072b2"], ["rgb", "1.3", "rgb(0,114,178)"]]) {
  const graph = new Graph({ type: "directed" });
  graph.addNode("ada", { label: "Ada", x: 1, y: 2, size: 3, color });
  graph.addNode("ben", { label: "Ben", x: 3, y: 1, size: 2, color });
  graph.addEdge("ada", "ben");
  fs.writeFileSync(`${name}.gexf`, gexf.write(graph, { version }));
}
JS
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "networkx==3.6.1" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import networkx

old = networkx.read_gexf("old.gexf", version="1.2draft")
print(f"1.2: {len(old)} nodes, viz: {old.nodes['ada'].get('viz')}")
try:
    networkx.read_gexf("hex.gexf", version="1.3")
    raise SystemExit(1)
except TypeError as error:
    print("1.3, #0072b2: TypeError", error)
colour = networkx.read_gexf("rgb.gexf", version="1.3").nodes["ada"]["viz"]["color"]
print("1.3, rgb(0,114,178):", colour)
raise SystemExit(0 if old.nodes["ada"].get("viz") is None and colour["g"] == 114 else 1)
PYTHON
