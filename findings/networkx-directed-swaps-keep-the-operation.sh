#!/usr/bin/env bash
# One would guess: `directed_edge_swap` of networkx draws a follow graph anew with the degrees that it has, so that what is
# left of shared follows is chance: it "allows all possible states with the same in- and out-degree distribution ... to be
# reached" by its manual, and beside it `double_edge_swap` does that for graphs without directions.
# What happens: the only move is along a path of three follows: a>b>c>d becomes a>c>b>d. So a follow from somebody whom
# nobody follows to somebody who follows nobody (or whose list was not seen) never moves, and in a graph of which some
# lists were seen these are most. Parts that are not tied never mix. Below, six accounts of an operation follow the same
# twelve pages; after 20,000 swaps they still do, each pair of them all twelve, so that nothing stands out against such
# a null model; igraph's `rewire`, with swaps of two, leaves what chance would. Where accounts only follow pages, there is
# no move at all, and it gives up.
# Seen on 2026-11-30 with networkx 3.6.1, igraph 1.0.0, Python 3.11.7:
#   shared by a pair of the operation: 12.0; after swaps by networkx 12.0, by igraph 1.6
#   all degrees are as they were: True
#   accounts and pages: Maximum number of swap attempts (100001) exceeded before desired swaps achieved (1).
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check "networkx==3.6.1" "igraph==1.0.0" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import random
from itertools import combinations

import igraph
import networkx as nx

random.seed(1)
pages = [f"page{i}" for i in range(60)]
follows = [(f"a{i}", page) for i in range(34) for page in random.sample(pages, 12)]
follows += [(f"operation{i}", page) for i in range(6) for page in pages[:12]]
graph = nx.DiGraph(follows + [(f"a{i}", f"a{(i + step) % 34}") for i in range(34) for step in (1, 5)])



def shared(of: nx.DiGraph) -> float:
    return sum(len(set(of[f"operation{i}"]) & set(of[f"operation{j}"])) for i, j in combinations(range(6), 2)) / 15


def degrees(of: nx.DiGraph) -> dict:
    return {node: (of.in_degree(node), of.out_degree(node)) for node in of}


swapped = nx.directed_edge_swap(graph.copy(), nswap=20000, max_tries=10**7, seed=1)
by_igraph = igraph.Graph.from_networkx(graph)
by_igraph.rewire(n=20000)
rewired = nx.DiGraph([by_igraph.vs[edge.tuple]["_nx_name"] for edge in by_igraph.es])
before, after, by_pairs = (shared(each) for each in (graph, swapped, rewired))
print(f"shared by a pair of the operation: {before:.1f}; after swaps by networkx {after:.1f}, by igraph {by_pairs:.1f}")
same = degrees(graph) == degrees(swapped) == degrees(rewired)
print("all degrees are as they were:", same)
try:
    nx.directed_edge_swap(nx.DiGraph(follows), max_tries=100000, seed=1)
except nx.NetworkXAlgorithmError as error:
    print("accounts and pages:", error)
    raise SystemExit(0 if after == 12 and by_pairs < 4 and same else 1)
raise SystemExit(1)
PYTHON
