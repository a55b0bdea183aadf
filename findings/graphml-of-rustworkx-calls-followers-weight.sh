#!/usr/bin/env bash
# One would guess: GraphML that rustworkx writes opens in networkx with the attributes that it was written with, as it does in
# igraph: each of them has a key of its own, and nodes and edges name by it what they hold.
# What happens: rustworkx counts its keys anew for edges, so that `d1` is what it keeps of accounts first, and what it keeps of
# follows first; its own reader and igraph's, and graphology's, take the two apart by for="node" and for="edge". networkx knows a
# key by its id alone, and the one that was read last wins: all accounts' followers are called `weight` and are decimals, and
# names are called `kind`. Nothing is raised as long as the values fit the other's type; a layout or a ranking by weight
# then goes by followers. (By GraphML's schema an id stands once in a file.)
# Seen on 2026-11-30 with rustworkx 0.18.1, networkx 3.6.1, igraph 1.0.0, Python 3.11.7:
#   keys: d1 followers, d2 name, d1 weight, d2 kind
#   rustworkx: {'id': 'ada', 'followers': 5, 'name': 'Ada'}
#   igraph: {'followers': 5.0, 'id': 'ada', 'name': 'Ada'}
#   networkx: {'kind': 'Ada', 'weight': 5.0}
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "rustworkx==0.18.1" "networkx==3.6.1" "igraph==1.0.0" \
  "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import re
from pathlib import Path

import igraph
import networkx
import rustworkx

follows = rustworkx.PyDiGraph()
follows.add_nodes_from([{"id": "ada", "followers": 5, "name": "Ada"}, {"id": "ben", "followers": 7, "name": "Ben"}])
follows.add_edge(0, 1, {"weight": 1.5, "kind": "follows"})
rustworkx.write_graphml(follows, "follows.graphml")
keys = re.findall(r'<key id="(\w+)"[^>]*attr.name="(\w+)"', Path("follows.graphml").read_text())
print("keys:", ", ".join(" ".join(key) for key in keys))
seen = {
    "rustworkx": rustworkx.read_graphml("follows.graphml")[0].nodes()[0],
    "igraph": igraph.Graph.Read_GraphML("follows.graphml").vs[0].attributes(),
    "networkx": networkx.read_graphml("follows.graphml").nodes["ada"],
}
for name, ada in seen.items():
    print(f"{name}: {dict(sorted(ada.items()))}")
right = all(seen[name]["followers"] == 5 and seen[name]["name"] == "Ada" for name in ("rustworkx", "igraph"))
raise SystemExit(0 if right and len({id for id, _ in keys}) == 2 and seen["networkx"] == {"weight": 5.0, "kind": "Ada"} else 1)
PYTHON
