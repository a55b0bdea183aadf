#!/usr/bin/env bash
# One would guess: igraph's `community_infomap` goes along edges as they point, as its manual says ("edge directions will
# be taken into account") and as the map equation is made for: communities are where a walker stays.
# What happens: since 1.0 it takes every directed graph for an undirected one. The graph with all its edges turned round,
# and that without directions, have the same communities and the same code length, to the last digit; nothing says so.
# 0.11 goes by the directions, as the authors' own package does, and both find other communities in the same graph: below
# four rings, along which news passes from group to group, and hardly ever from one ring to another.
# Seen on 2026-11-30 with igraph 1.0.0 and 0.11.9, infomap 2.16.0, Python 3.11.7:
#   igraph 0.11.9: directed 4 (code length 2.860), turned round 4 (2.860), undirected 3 (3.106)
#   igraph 1.0.0: directed 3 (code length 2.600), turned round 3 (2.600), undirected 3 (2.600)
#   infomap: directed 4 (code length 2.104), undirected 3 (2.600)
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >by_igraph.py <<'PYTHON'
import random

import igraph

rings = [(4 * group + ring, 4 * ((group + 1) % 4) + ring) for group in range(4) for ring in range(4)]
ties = rings + [(4 * group, 4 * group + 1) for group in range(4)]
random.seed(1)
found = {
    "directed": igraph.Graph(16, ties, directed=True),
    "turned round": igraph.Graph(16, [(v, u) for u, v in ties], directed=True),
    "undirected": igraph.Graph(16, ties),
}
found = {name: graph.community_infomap(trials=20) for name, graph in found.items()}
print(f"igraph {igraph.__version__}:", *(f"{name} {len(each)} (code length {each.codelength:.3f})" for name, each in found.items()))
raise SystemExit(len(found["directed"]))
PYTHON
cat >by_infomap.py <<'PYTHON'
from infomap import Infomap

rings = [(4 * group + ring, 4 * ((group + 1) % 4) + ring) for group in range(4) for ring in range(4)]
for way in ("directed", "undirected"):
    mapped = Infomap(f"--flow-model {way} --two-level --silent --num-trials 20 --seed 1")
    for source, target in rings + [(4 * group, 4 * group + 1) for group in range(4)]:
        mapped.add_link(source, target)
    result = mapped.run()
    print(f"infomap: {way} {result.num_top_modules} (code length {result.codelength:.3f})")
PYTHON
for version in 0.11.9 1.0.0; do
  python3 -m venv "$version"
  "$version/bin/pip" install --quiet --no-compile --disable-pip-version-check "igraph==$version" "infomap==2.16.0" 2>log || { cat log; exit 1; }
done
before=0 after=0
0.11.9/bin/python by_igraph.py || before=$?
1.0.0/bin/python by_igraph.py || after=$?
1.0.0/bin/python by_infomap.py
[ "$before" = 4 ] && [ "$after" = 3 ] # communities by directions, and without
