#!/usr/bin/env bash
# One would guess: a GraphML key's `<default>` is what each node has that says nothing of its own, of the type that the key
# declares, as the GraphML primer has it: whoever is not said to be verified is not, and a follow without a weight has 1.
# What happens: igraph and rustworkx do it. networkx leaves it out of nodes and edges alike, and puts it beside the graph, so
# that `weight` is there for some edges only. graphology (the library of Gephi Lite) puts it in, but as text where
# what is written out is read by its type: in one column stand true and "false", which in JavaScript is true as well, and
# 2 and "1", which make "21" when added up. So of two accounts, one of them verified, it counts two.
# Seen on 2026-11-30 with graphology-graphml 0.5.2, graphology 0.26.0, networkx 3.6.1, igraph 1.0.0, rustworkx 0.18.1, Node
# 20.20.2, Python 3.11.7; Ada is verified and follows Ben with a weight of 2, Ben says nothing and follows Ada:
#   networkx: verified True and None, weights 2 and None
#   igraph: verified True and False, weights 2 and 1
#   rustworkx: verified True and False, weights 2 and 1
#   graphology: verified true and "false", weights 2 and "1"; verified: 2 of 2, weights together: 21
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >follows.graphml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="v" for="node" attr.name="verified" attr.type="boolean"><default>false</default></key>
<key id="w" for="edge" attr.name="weight" attr.type="long"><default>1</default></key><graph edgedefault="directed"><node id="ada"><data key="v">true</data></node>
<node id="ben"/><edge source="ada" target="ben"><data key="w">2</data></edge><edge source="ben" target="ada"/></graph></graphml>
XML
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "networkx==3.6.1" "igraph==1.0.0" "rustworkx==0.18.1" \
  "numpy==2.4.6" 2>log || { cat log; exit 1; }
npm install --silent --no-audit --no-fund "graphology@0.26.0" "graphology-graphml@0.5.2" "graphology-types@0.24.8" >log 2>&1 \
  || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import igraph
import networkx
import rustworkx

by_networkx, by_igraph = networkx.read_graphml("follows.graphml"), igraph.Graph.Read_GraphML("follows.graphml")
by_rustworkx = rustworkx.read_graphml("follows.graphml")[0]
seen = {
    "networkx": ([by_networkx.nodes[who].get("verified") for who in ("ada", "ben")], [data.get("weight") for *_, data in by_networkx.edges(data=True)]),
    "igraph": (by_igraph.vs["verified"], by_igraph.es["weight"]),
    "rustworkx": ([node["verified"] for node in by_rustworkx.nodes()], [edge["weight"] for edge in by_rustworkx.edges()]),
}
for name, (verified, weights) in seen.items():
    print(f"{name}: verified {verified[0]} and {verified[1]}, weights {weights[0]:.0f} and {weights[1] and int(weights[1])}")
raise SystemExit(0 if seen["igraph"] == seen["rustworkx"] == ([True, False], [2, 1]) and seen["networkx"] == ([True, None], [2, None]) else 1)
PYTHON
node - <<'JS'
const graph = require("graphology-graphml").parse(require("graphology"), require("node:fs").readFileSync("follows.graphml", "utf8"));
const verified = graph.mapNodes((_, { verified }) => verified), weights = graph.mapEdges((_, { weight }) => weight);
const [counted, sum] = [verified.filter((yes) => yes).length, weights.reduce((sum, weight) => sum + weight, 0)];
const told = [verified, weights].map((two) => two.map((one) => JSON.stringify(one)).join(" and "));
console.log(`graphology: verified ${told[0]}, weights ${told[1]}; verified: ${counted} of 2, weights together: ${sum}`);
process.exit(told.join() === 'true and "false",2 and "1"' && counted === 2 ? 0 : 1);
JS
