#!/usr/bin/env bash
# One would guess: Louvain's `resolution` has one direction: in networkx, igraph and graphology more of it gives more and
# smaller communities; python-louvain's documentation names Lambiotte's time, by which more of it gives fewer. So
# whoever wants a coarse map goes one way or the other from 1.
# What happens: python-louvain gives more communities both ways. It moves accounts as networkx does (the expected weight
# is multiplied, so 0.05 joins nearly all), but decides whether to go on by a modularity whose observed weight is
# multiplied instead. At 0.05 that falls with each joining, so it stops after the first pass, with 52 communities, where
# networkx joins all into one. So a map that is coarser than at 1 cannot be had.
# Seen on 2026-12-01 with python-louvain 0.16, networkx 3.6.1, igraph 1.0.0, numpy 2.4.6, Python 3.11.7:
#   0.05: python-louvain 52 communities, networkx 1, igraph 1; modularity 0.45 and 0.95
#   0.2: python-louvain 20 communities, networkx 1, igraph 1; modularity 0.61 and 0.80
#   1: python-louvain 18 communities, networkx 18, igraph 18; modularity 0.57 and 0.57
#   5: python-louvain 20 communities, networkx 20, igraph 20; modularity 0.37 and 0.37
#   20: python-louvain 134 communities, networkx 138, igraph 130; modularity -0.06 and -0.06
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "python-louvain==0.16" "networkx==3.6.1" "igraph==1.0.0" \
    "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python -W ignore - <<'PYTHON'
from itertools import groupby

import community
import igraph
import networkx as nx

people = nx.planted_partition_graph(20, 12, 0.7, 0.02, seed=1)
same = igraph.Graph(n=len(people), edges=list(people.edges))
counts = {}
for resolution in (0.05, 0.2, 1, 5, 20):
    of = community.best_partition(people, resolution=resolution, random_state=1)
    theirs = [set(members) for _, members in groupby(sorted(of, key=of.__getitem__), of.__getitem__)]
    found = nx.community.louvain_communities(people, resolution=resolution, seed=1)
    by_igraph = len(same.community_multilevel(resolution=resolution))
    counts[resolution] = len(theirs), len(found), by_igraph
    worth = [nx.community.modularity(people, parts, resolution=resolution) for parts in (theirs, found)]
    print(f"{resolution}: python-louvain {len(theirs)} communities, networkx {len(found)}, igraph {by_igraph};"
          f" modularity {worth[0]:.2f} and {worth[1]:.2f}")
theirs, found, by_igraph = zip(*counts.values(), strict=True)
both_ways = theirs[0] > theirs[2] < theirs[-1]
raise SystemExit(0 if both_ways and list(found) == sorted(found) and list(by_igraph) == sorted(by_igraph) else 1)
PYTHON
